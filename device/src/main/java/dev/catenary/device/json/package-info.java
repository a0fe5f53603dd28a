/** Values as JSON text, for scripts. */
package dev.catenary.device.json;
