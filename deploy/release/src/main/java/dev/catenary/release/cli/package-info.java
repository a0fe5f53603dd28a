/** The command line of those who release. */
package dev.catenary.release.cli;
