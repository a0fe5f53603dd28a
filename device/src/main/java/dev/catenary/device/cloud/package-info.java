/** What ties the machine to its broker: who answers commands and wishes, and what is reported. */
package dev.catenary.device.cloud;
