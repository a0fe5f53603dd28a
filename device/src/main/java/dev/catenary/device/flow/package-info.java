/** The stages that stand between the modules, and the queues between them. */
package dev.catenary.device.flow;
