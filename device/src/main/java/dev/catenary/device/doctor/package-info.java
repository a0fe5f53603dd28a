/**
 * What a technician asks before a drive: each thing the machine needs is looked at by itself,
 * without the service, and answered with what was found, what was expected and the cure.
 */
package dev.catenary.device.doctor;
