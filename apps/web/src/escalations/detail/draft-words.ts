interface Contact {
  readonly stakeholder_id: string;
  readonly email: string;
}

/** Addresses as somebody types them: commas, semicolons or lines between, each once, in lower case. */
export const addressesIn = (text: string): readonly string[] => [
  ...new Set(
    text
      .split(/[\s,;]+/)
      .map((part) => part.trim().toLowerCase())
      .filter((part) => part),
  ),
];

/** Contacts go by their id, so that a changed address follows them; everybody else by address. */
export const recipientsOf = (addresses: readonly string[], contacts: readonly Contact[]) =>
  addresses.map((email) => {
    const contact = contacts.find((each) => each.email.toLowerCase() === email);
    return contact ? { stakeholder_id: contact.stakeholder_id } : { email };
  });
