/** Parts of the raw journal that somebody far away has asked for: asked, found, sent, told. */
package dev.catenary.device.recording;
