/** HTTP answers beside their content: the date, how long to wait, and who seems to speak. */
package dev.catenary.uplink.answer;
