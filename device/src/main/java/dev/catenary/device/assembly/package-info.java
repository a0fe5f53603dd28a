/** The builders: a configuration into the running machine, from link to receipt. */
package dev.catenary.device.assembly;
