/** Small files and folders of updates, whole or not there. */
package dev.catenary.device.update.disk;
