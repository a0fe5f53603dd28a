/** What a script reads: values as JSON text. */
package dev.catenary.device.json;
