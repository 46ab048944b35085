package io.noetl.runtime.output;

import io.noetl.runtime.TestJson;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** A thing to be shown in tests, and what the printers make of it. */
record Planet(String name, String state, int moons, String note) {

  static final Planet MARS = new Planet("mars", "dry", 2, "");
  static final Planet EARTH = new Planet("earth", "wet", 1, "home, \"sweet\" home");

  static final View<Planet> VIEW =
      new View<>(
          List.of(
              Column.<Planet>of("name", Planet::name),
              Column.<Planet>of("state", Planet::state).colored(Planet::color),
              Column.<Planet>of("moons", planet -> Integer.toString(planet.moons())),
              Column.<Planet>wide("note", Planet::note)),
          Planet::name,
          Planet::document,
          planet -> List.of("Planet " + planet.name(), "  note: " + planet.note()));

  static Planet named(String name) {
    return new Planet(name, "new", 0, "none");
  }

  static String list(Printer printer, ObjectNode envelope, Planet... planets) {
    StringWriter text = new StringWriter();
    printer.list(List.of(planets), envelope, VIEW, new PrintWriter(text));
    return text.toString();
  }

  static String list(Printer printer, Planet... planets) {
    return list(printer, TestJson.fields(Map.of()), planets);
  }

  String print(Printer printer) {
    StringWriter text = new StringWriter();
    printer.one(this, VIEW, new PrintWriter(text));
    return text.toString();
  }

  private Paint color() {
    return switch (state) {
      case "wet" -> Paint.GREEN;
      case "dry" -> Paint.RED;
      default -> Paint.NONE;
    };
  }

  private ObjectNode document() {
    return TestJson.fields(Map.of())
        .put("name", name)
        .put("moons", moons)
        .put("note", note.isEmpty() ? null : note);
  }
}
