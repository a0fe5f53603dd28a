/** Whether a mission is on, and what it is called: kept over a restart, switched by whoever may. */
package dev.catenary.device.mission;
