/** The doors before ({@code Recorder}) and after ({@code Uploader}) the one disk crossing. */
package dev.catenary.uplink;
