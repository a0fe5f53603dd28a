/** The object stores of a configuration and the keys to them. */
package dev.catenary.device.store;
