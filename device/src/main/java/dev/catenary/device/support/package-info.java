/** The bundle that a technician sends to those who help: one zip, without secrets. */
package dev.catenary.device.support;
