/** Whose account this is; "" where Google does not say. (scope userinfo.email, which the identity token needs as well) */
export function readerEmail(): string {
  try {
    return Session.getActiveUser().getEmail();
  } catch (error) {
    console.error(error);
    return '';
  }
}

/** Where the person allows what the add-on asks for; null when everything is allowed. */
export function consentUrl(): string | null {
  try {
    const info = ScriptApp.getAuthorizationInfo(ScriptApp.AuthMode.FULL);
    return info.getAuthorizationStatus() === ScriptApp.AuthorizationStatus.REQUIRED ? info.getAuthorizationUrl() : null;
  } catch (error) {
    console.error(error);
    return null;
  }
}
