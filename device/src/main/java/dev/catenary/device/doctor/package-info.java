/**
 * Checks that a technician makes before a drive: each part is examined by itself, without the
 * service, and answered with found, expected and cure.
 */
package dev.catenary.device.doctor;
