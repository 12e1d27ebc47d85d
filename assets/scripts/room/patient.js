// What is known of the patient whom the class plays together.
import { h, say } from "./base.js";

export function drawPatient(patient) {
  if (!patient) return null;
  return h("section", { class: "st-room-patient", "aria-label": say("patient") },
    h("h3", {}, patient.name ?? say("patient")), patient.opening && h("p", { class: "st-room-said" }, patient.opening),
    patient.known?.length > 0 && h("ul", {}, patient.known.map((one) => h("li", { class: one.tone ? `st-tone-${one.tone}` : undefined },
      one.asked && [h("strong", {}, one.asked), " "], one.said ?? one.text))));
}
