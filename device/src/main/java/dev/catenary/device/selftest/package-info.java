/** The self-test: a minute's look at the whole running machine, and its signed record. */
package dev.catenary.device.selftest;
