/** The threads of the machine and the stages that run on them. */
package dev.catenary.device.stage;
