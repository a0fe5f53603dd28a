/** Signed repositories as a vehicle's update reads them, in the making. */
package dev.catenary.release.repository;
