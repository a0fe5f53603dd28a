/** Connection of the machine to its broker: answers to commands and desired states, and reports. */
package dev.catenary.device.cloud;
