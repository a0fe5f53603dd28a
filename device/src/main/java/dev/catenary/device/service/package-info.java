/**
 * Under a service manager: it is told when we are ready, how we are, and that every stage goes on.
 */
package dev.catenary.device.service;
