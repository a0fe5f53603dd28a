/** The whole river on one computer: simulator, service and S3 server. */
package dev.catenary.proving.demo;
