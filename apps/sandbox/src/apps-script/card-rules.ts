/*
 * What Google's typings do not say, from the reference at developers.google.com/apps-script/reference/card-service. Each line
 * names the sentence it comes from.
 */

/** Classes that `CardSection.addWidget` takes ("Adds the given widget to this section": the classes listed as Widget). */
export const WIDGETS: ReadonlySet<string> = new Set([
  'ButtonSet',
  'DatePicker',
  'DateTimePicker',
  'DecoratedText',
  'Divider',
  'Grid',
  'Image',
  'ImageButton',
  'KeyValue',
  'SelectionInput',
  'TextButton',
  'TextInput',
  'TextParagraph',
  'TimePicker',
]);

/** Setters a class cannot do without; in each list one is enough. */
export const REQUIRED: Readonly<Record<string, readonly (readonly string[])[]>> = {
  // "Setting the function name is required": Action.setFunctionName
  Action: [['setFunctionName']],
  // "A card must have at least one section or a header": CardBuilder
  CardBuilder: [['addSection', 'setHeader']],
  // "setTitle(title): Sets the title of the card header", the title is required
  CardHeader: [['setTitle']],
  // "A section needs at least one widget"
  CardSection: [['addWidget']],
  // "Setting the text content ... is required using setText(String)"
  DecoratedText: [['setText']],
  TextParagraph: [['setText']],
  // "You can't add an empty button set to a card"
  ButtonSet: [['addButton']],
  // "A text button ... must have text and an action to take when clicked"
  TextButton: [
    ['setText'],
    ['setOnClickAction', 'setOpenLink', 'setOnClickOpenLinkAction', 'setAuthorizationAction', 'setComposeAction'],
  ],
  // "Sets the field name ... used in the event object when there is a UI interaction. The field name is required"
  TextInput: [['setFieldName'], ['setTitle', 'setHint']],
  SelectionInput: [['setFieldName'], ['setType'], ['addItem', 'addMultiSelectItem', 'setExternalDataSource']],
  DatePicker: [['setFieldName']],
  DateTimePicker: [['setFieldName']],
  TimePicker: [['setFieldName']],
  // "The fixed footer must have a primary button"
  FixedFooter: [['setPrimaryButton']],
  Image: [['setImageUrl']],
  IconImage: [['setIcon', 'setIconUrl', 'setMaterialIcon']],
  MaterialIcon: [['setName']],
  OpenLink: [['setUrl']],
  Notification: [['setText']],
  // "Sets the type of this action" is needed to know where; "Adds the specified content" is the change itself
  UpdateDraftBodyAction: [['addUpdateContent'], ['setUpdateType']],
  UpdateDraftCcRecipientsAction: [['addUpdateCcRecipients']],
  UpdateDraftActionResponseBuilder: [
    [
      'setUpdateDraftBodyAction',
      'setUpdateDraftCcRecipientsAction',
      'setUpdateDraftToRecipientsAction',
      'setUpdateDraftBccRecipientsAction',
      'setUpdateDraftSubjectAction',
    ],
  ],
  UniversalActionResponseBuilder: [['displayAddOnCards', 'setOpenLink']],
  // "An action response does at least one thing"
  ActionResponseBuilder: [['setNavigation', 'setNotification', 'setOpenLink', 'setStateChanged']],
};

/** "You can't add more than 100 widgets to a card section", and "more than 100 card sections to a card". */
export const LIMITS: Readonly<Record<string, number>> = {
  'CardSection.addWidget': 100,
  'CardBuilder.addSection': 100,
};

/** Widgets of all sections together (integrations.md). */
export const MAX_WIDGETS = 100;
