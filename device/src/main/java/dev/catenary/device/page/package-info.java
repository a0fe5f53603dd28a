/**
 * The technician's page: what the vehicle serves to a phone or a laptop beside it. Contract with
 * the browser: docs/page.md. {@code http} listens and refuses, {@code access} knows who may what,
 * {@code feed} takes what is shown out of the river without ever holding it up.
 */
package dev.catenary.device.page;
