package io.noetl.runtime.service;

/** What is unique among the rows of the table. */
record ComponentKey(String kind, String name) {}
