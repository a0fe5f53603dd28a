package dev.catenary.device.page.http;

import java.io.IOException;

/** Answers one kind of request, on a thread that may wait for the disk. */
@FunctionalInterface
public interface Endpoint {
  Reply answer(Request request) throws IOException, Refusal;
}
