/** Course of an update on a vehicle, from the order to good or fallen back. */
package dev.catenary.device.update.course;
