import type { Json } from './json.js';

/** A CardService object as what was called on it; arguments that are such objects are records, enums keep their value. */
export interface Recorded {
  readonly type: string;
  readonly calls: { readonly name: string; readonly given: readonly unknown[] }[];
}

type Fields = Record<string, Json | undefined>;
const isRecord = (value: unknown): value is Recorded =>
  typeof value === 'object' && value !== null && 'type' in value && 'calls' in value;
const isEnum = (value: unknown): value is { value: string } =>
  typeof value === 'object' && value !== null && 'enumName' in value;

/** Every call of a method with its arguments. */
const all = (record: Recorded, name: string) =>
  record.calls.filter((call) => call.name === name).map(({ given }) => given);
/** The first argument of the last call of a method: setters overwrite. */
const last = (record: Recorded, name: string): unknown => all(record, name).at(-1)?.[0];

const text = (record: Recorded, name: string): string | undefined => {
  const value = last(record, name);
  return value === undefined ? undefined : isEnum(value) ? value.value : String(value);
};
const flag = (record: Recorded, name: string): boolean | undefined => {
  const value = last(record, name);
  return typeof value === 'boolean' ? value : undefined;
};
const number = (record: Recorded, name: string): number | undefined => {
  const value = last(record, name);
  return value === undefined ? undefined : Number(value);
};
const inner = (record: Recorded, name: string): Json | undefined => {
  const value = last(record, name);
  return isRecord(value) ? printed(value) : undefined;
};
const inners = (record: Recorded, name: string): Json[] =>
  all(record, name).flatMap(([value]) => (isRecord(value) ? [printed(value)] : []));
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const clean = (fields: Fields): Json =>
  Object.fromEntries(Object.entries(fields).filter((entry): entry is [string, Json] => entry[1] !== undefined));

/** Card JSON as Google prints it (google.apps.card.v1), for the classes Understudy uses; others throw. */
export function printed(record: Recorded): Json {
  const print = PRINTERS[record.type];
  if (!print) throw new Error(`${record.type} has no JSON here`);
  return print(record);
}

/** A button that stands alone is printed as a list of one. */
const widgetOf = (widget: Recorded): Json =>
  widget.type === 'TextButton' ? { buttonList: { buttons: [printed(widget)] } } : printed(widget);

const click = (of: Recorded): Json | undefined => {
  const openLink = inner(of, 'setOpenLink');
  const action = inner(of, 'setOnClickAction');
  return openLink !== undefined ? { openLink } : action !== undefined ? { action } : undefined;
};

const color = (of: Recorded): Json | undefined => {
  const hex = text(of, 'setBackgroundColor');
  if (hex === undefined) return undefined;
  if (!/^#[0-9a-f]{6}$/i.test(hex)) throw new Error(`TextButton.setBackgroundColor: "${hex}" is not like #5b5bd6`);
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255);
  return { red, green, blue };
};

const picker =
  (type: string) =>
  (of: Recorded): Json => ({
    dateTimePicker: clean({
      name: text(of, 'setFieldName'),
      label: text(of, 'setTitle'),
      type,
      valueMsEpoch: text(of, 'setValueInMsSinceEpoch'),
      timezoneOffsetDate: number(of, 'setTimeZoneOffsetInMins'),
    }),
  });

const steps = (of: Recorded): Json =>
  of.calls.map(({ name, given: [card] }) => (isRecord(card) ? { [name]: printed(card) } : { [name]: true }));

function insertedBy(body: Recorded): string {
  if (text(body, 'setUpdateType') !== 'IN_PLACE_INSERT')
    throw new Error('a draft is changed where the cursor stands only');
  return all(body, 'addUpdateContent')
    .map(([content, type]) => {
      if (!isEnum(type) || type.value !== 'MUTABLE_HTML') throw new Error('a draft takes MUTABLE_HTML only here');
      return String(content);
    })
    .join('');
}

const PRINTERS: Readonly<Record<string, (record: Recorded) => Json>> = {
  Card: (of) =>
    clean({
      name: text(of, 'setName'),
      header: inner(of, 'setHeader'),
      sections: inners(of, 'addSection'),
      fixedFooter: inner(of, 'setFixedFooter'),
    }),
  CardHeader: (of) =>
    clean({
      title: text(of, 'setTitle'),
      subtitle: text(of, 'setSubtitle'),
      imageUrl: text(of, 'setImageUrl'),
      imageType: text(of, 'setImageStyle'),
      imageAltText: text(of, 'setImageAltText'),
    }),
  CardSection: (of) =>
    clean({
      header: text(of, 'setHeader'),
      collapsible: flag(of, 'setCollapsible'),
      uncollapsibleWidgetsCount: number(of, 'setNumUncollapsibleWidgets'),
      widgets: all(of, 'addWidget').flatMap(([widget]) => (isRecord(widget) ? [widgetOf(widget)] : [])),
    }),
  FixedFooter: (of) =>
    clean({ primaryButton: inner(of, 'setPrimaryButton'), secondaryButton: inner(of, 'setSecondaryButton') }),
  TextParagraph: (of) => ({ textParagraph: clean({ text: text(of, 'setText') }) }),
  Divider: () => ({ divider: {} }),
  ButtonSet: (of) => ({ buttonList: { buttons: inners(of, 'addButton') } }),
  TextButton: (of) =>
    clean({
      text: text(of, 'setText'),
      type: text(of, 'setTextButtonStyle'),
      color: color(of),
      disabled: flag(of, 'setDisabled'),
      altText: text(of, 'setAltText'),
      onClick: click(of),
    }),
  DecoratedText: (of) => ({
    decoratedText: clean({
      startIcon: inner(of, 'setStartIcon'),
      topLabel: text(of, 'setTopLabel'),
      text: text(of, 'setText'),
      bottomLabel: text(of, 'setBottomLabel'),
      wrapText: flag(of, 'setWrapText'),
      button: inner(of, 'setButton'),
      onClick: click(of),
    }),
  }),
  IconImage: (of) =>
    clean({
      materialIcon: inner(of, 'setMaterialIcon'),
      knownIcon: text(of, 'setIcon'),
      iconUrl: text(of, 'setIconUrl'),
      altText: text(of, 'setAltText'),
    }),
  MaterialIcon: (of) => clean({ name: text(of, 'setName') }),
  SelectionInput: (of) => ({
    selectionInput: clean({
      name: text(of, 'setFieldName'),
      label: text(of, 'setTitle'),
      type: text(of, 'setType'),
      items: all(of, 'addItem').map(([label, value, selected]) => ({
        text: String(label),
        value: String(value),
        selected: selected === true,
      })),
    }),
  }),
  TextInput: (of) => ({
    textInput: clean({
      name: text(of, 'setFieldName'),
      label: text(of, 'setTitle'),
      hintText: text(of, 'setHint'),
      value: text(of, 'setValue'),
      type: flag(of, 'setMultiline') ? 'MULTIPLE_LINE' : 'SINGLE_LINE',
      validation: inner(of, 'setValidation'),
    }),
  }),
  Validation: (of) => clean({ characterLimit: number(of, 'setCharacterLimit'), inputType: text(of, 'setInputType') }),
  DatePicker: picker('DATE_ONLY'),
  DateTimePicker: picker('DATE_AND_TIME'),
  Image: (of) => ({
    image: clean({ imageUrl: text(of, 'setImageUrl'), altText: text(of, 'setAltText'), onClick: click(of) }),
  }),
  OpenLink: (of) => clean({ url: text(of, 'setUrl'), openAs: text(of, 'setOpenAs'), onClose: text(of, 'setOnClose') }),
  Action: (of) =>
    clean({
      function: text(of, 'setFunctionName'),
      parameters: Object.entries(last(of, 'setParameters') ?? {}).map(([key, value]) => ({
        key,
        value: String(value),
      })),
    }),
  UpdateDraftCcRecipientsAction: (of) => list(last(of, 'addUpdateCcRecipients')).map(String),
  /** Not Google's JSON: what the sandbox's pages do with a draft, text where the cursor stands, and addresses for CC. */
  UpdateDraftActionResponse: (of) => {
    const body = last(of, 'setUpdateDraftBodyAction');
    return clean({
      insertHtml: isRecord(body) ? insertedBy(body) : undefined,
      cc: inner(of, 'setUpdateDraftCcRecipientsAction'),
    });
  },
  UniversalActionResponse: (of) =>
    clean({
      cards: list(last(of, 'displayAddOnCards')).map((card) => (isRecord(card) ? printed(card) : null)),
      openLink: inner(of, 'setOpenLink'),
    }),
  Notification: (of) => clean({ text: text(of, 'setText') }),
  Navigation: steps,
  ActionResponse: (of) =>
    clean({
      navigations: inner(of, 'setNavigation'),
      notification: inner(of, 'setNotification'),
      openLink: inner(of, 'setOpenLink'),
    }),
};
