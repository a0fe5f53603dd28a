/** What HTTP answers say beside their content: when, how long to wait, and who seems to speak. */
package dev.catenary.uplink.answer;
