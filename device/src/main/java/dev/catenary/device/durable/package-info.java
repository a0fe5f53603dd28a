/** Small files of this machine that a power cut leaves whole. */
package dev.catenary.device.durable;
