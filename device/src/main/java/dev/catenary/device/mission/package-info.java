/** Mission state and label: kept over a restart, switched by whoever may. */
package dev.catenary.device.mission;
