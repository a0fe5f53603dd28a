/** Times that were written by a host clock that was wrong, and what they were in truth. */
package dev.catenary.uplink.redate;
