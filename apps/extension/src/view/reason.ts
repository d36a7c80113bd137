/** Why somebody has it, for a line under their name: "Sue Lindqvist: default owner of the category" without the name again. */
export function reasonOf(explanation: string, name: string): string {
  const reason = explanation.startsWith(`${name}: `) ? explanation.slice(name.length + 2) : explanation;
  return reason.charAt(0).toUpperCase() + reason.slice(1);
}
