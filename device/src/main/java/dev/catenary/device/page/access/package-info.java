/** Access to the page: tokens, sessions, rates, and the device's certificate. */
package dev.catenary.device.page.access;
