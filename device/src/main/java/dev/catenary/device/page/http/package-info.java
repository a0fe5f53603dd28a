/** HTTPS and WebSocket: who is let in to which endpoint, and in what form answers leave. */
package dev.catenary.device.page.http;
