import { z } from 'zod';
import { text } from './core/text.js';

/*
 * The part of Google's Card JSON (google.apps.card.v1, the shape `Card.printJson()` prints) that Understudy uses. The API
 * sends it, the add-on prints it through CardService, the sandbox draws it. Field names are Google's, hence camelCase.
 * A widget belongs here only when CardService can make it (integrations.md: no columns, carousel or chips).
 */

/** Grey pictures at the start of a row, by their Material Symbols name. Closed, so that every printer can draw all of them. */
export const MATERIAL_ICONS = [
  'check_circle',
  'description',
  'error',
  'event',
  'flight',
  'group',
  'how_to_reg',
  'info',
  'mail',
  'notification_important',
  'pending',
  'person',
  'schedule',
  'task_alt',
  'trending_down',
  'trending_up',
] as const;
export type MaterialIconName = (typeof MATERIAL_ICONS)[number];

/** The one function of the add-on that every button calls; what to do stands in the parameters. */
export const ACTION_FUNCTION = 'onAction';
/** `name` of the card for a message nobody of which is a customer: the add-on keeps it for a while. */
export const UNKNOWN_SENDER_CARD = 'unknown-sender';
/** Google shows at most this many widgets on a card. */
export const MAX_CARD_WIDGETS = 100;
/** More buttons in a row would be cut at 300 px (design/mocks, add-on cards). */
export const MAX_BUTTONS_IN_ROW = 3;

/** By pattern: z.url() needs the global URL, which Apps Script does not have. */
const link = text(2000).regex(/^https?:\/\/[^\s"<>]+$/);
const address = text(254).regex(/^[^\s@<>,;"]+@[^\s@<>,;"]+$/);
const plain = text(500);
/** Google's small HTML: b, i, u, s, br, a, font color. Customer text in it must be escaped (libs/cards does). */
const markup = text(12_000);
const fieldName = z.string().regex(/^[a-z][a-z0-9_]{0,63}$/);

export const CardOnClick = z.union([
  z.strictObject({ openLink: z.strictObject({ url: link }) }),
  z.strictObject({
    action: z.strictObject({
      function: z.literal(ACTION_FUNCTION),
      parameters: z.array(z.strictObject({ key: fieldName, value: text(2000) })).max(20),
    }),
  }),
]);
export type CardOnClick = z.infer<typeof CardOnClick>;

const channel = z.number().min(0).max(1);
export const CardButton = z.strictObject({
  text: text(200).min(1),
  /** BORDERLESS reads as text; OUTLINED is Google's default look; FILLED once a card. */
  type: z.enum(['OUTLINED', 'FILLED', 'BORDERLESS']),
  /** Ground of a FILLED button, each part 0 to 1. */
  color: z.strictObject({ red: channel, green: channel, blue: channel }).optional(),
  disabled: z.boolean().optional(),
  altText: plain.optional(),
  onClick: CardOnClick,
});
export type CardButton = z.infer<typeof CardButton>;

export const CardIcon = z.union([
  z.strictObject({ materialIcon: z.strictObject({ name: z.enum(MATERIAL_ICONS) }), altText: plain.optional() }),
  z.strictObject({ iconUrl: link, altText: plain.optional() }),
]);
export type CardIcon = z.infer<typeof CardIcon>;

export const CardSelectionItem = z.strictObject({ text: text(500).min(1), value: text(200), selected: z.boolean() });
export const CardWidget = z.union([
  z.strictObject({ textParagraph: z.strictObject({ text: markup }) }),
  z.strictObject({
    decoratedText: z.strictObject({
      startIcon: CardIcon.optional(),
      topLabel: markup.optional(),
      text: markup.min(1),
      bottomLabel: markup.optional(),
      wrapText: z.boolean().optional(),
      button: CardButton.optional(),
      onClick: CardOnClick.optional(),
    }),
  }),
  z.strictObject({ buttonList: z.strictObject({ buttons: z.array(CardButton).min(1).max(MAX_BUTTONS_IN_ROW) }) }),
  z.strictObject({
    selectionInput: z.strictObject({
      name: fieldName,
      label: plain.optional(),
      type: z.enum(['RADIO_BUTTON', 'CHECK_BOX', 'DROPDOWN', 'SWITCH']),
      items: z.array(CardSelectionItem).min(1).max(100),
    }),
  }),
  z.strictObject({
    textInput: z.strictObject({
      name: fieldName,
      label: plain,
      hintText: plain.optional(),
      value: text(4000).optional(),
      type: z.enum(['SINGLE_LINE', 'MULTIPLE_LINE']),
      validation: z.strictObject({ characterLimit: z.int().min(1).max(4000) }).optional(),
    }),
  }),
  z.strictObject({
    dateTimePicker: z.strictObject({
      name: fieldName,
      label: plain,
      type: z.enum(['DATE_ONLY', 'DATE_AND_TIME']),
      /** Milliseconds since 1970 as text (Google: int64). For DATE_ONLY the UTC midnight of the day. */
      valueMsEpoch: z
        .string()
        .regex(/^-?\d{1,15}$/)
        .optional(),
      /** Minutes east of UTC; DATE_AND_TIME only. */
      timezoneOffsetDate: z.int().min(-1440).max(1440).optional(),
    }),
  }),
  z.strictObject({ divider: z.strictObject({}) }),
  z.strictObject({ image: z.strictObject({ imageUrl: link, altText: plain, onClick: CardOnClick.optional() }) }),
]);
export type CardWidget = z.infer<typeof CardWidget>;

export const CardSection = z.strictObject({
  header: markup.optional(),
  collapsible: z.boolean().optional(),
  /** How many widgets stay in sight while the section is collapsed. */
  uncollapsibleWidgetsCount: z.int().min(0).optional(),
  widgets: z.array(CardWidget).min(1).max(MAX_CARD_WIDGETS),
});
export type CardSection = z.infer<typeof CardSection>;

export const Card = z
  .strictObject({
    name: z
      .string()
      .regex(/^[a-z][a-z0-9-]{0,63}$/)
      .optional(),
    header: z.strictObject({
      title: plain.min(1),
      subtitle: plain.optional(),
      imageUrl: link.optional(),
      imageType: z.enum(['SQUARE', 'CIRCLE']).optional(),
      imageAltText: plain.optional(),
    }),
    sections: z.array(CardSection).min(1).max(MAX_CARD_WIDGETS),
    fixedFooter: z.strictObject({ primaryButton: CardButton, secondaryButton: CardButton.optional() }).optional(),
  })
  .refine(
    (card) => card.sections.reduce((sum, section) => sum + section.widgets.length, 0) <= MAX_CARD_WIDGETS,
    `a card has at most ${MAX_CARD_WIDGETS} widgets`,
  )
  .meta({ id: 'Card' });
export type Card = z.infer<typeof Card>;

/** What every endpoint that draws answers; the last card lies on top. */
export const CardAnswer = z.strictObject({ cards: z.array(Card).min(1).max(5) });
export type CardAnswer = z.infer<typeof CardAnswer>;

/** `push` lays a card on top, `update` replaces the top one, `pop` goes back one, `back` goes back one and replaces that, `restart` replaces the whole stack by one card. */
export const CardNavigation = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('push'), card: Card }),
  z.strictObject({ kind: z.literal('update'), card: Card }),
  z.strictObject({ kind: z.literal('pop') }),
  z.strictObject({ kind: z.literal('back'), card: Card }),
  z.strictObject({ kind: z.literal('restart'), card: Card }),
]);
export type CardNavigation = z.infer<typeof CardNavigation>;

/**
 * What to do with the draft that is open. `insert_html` goes in where the cursor stands: p, br and escaped text, nothing else. `cc` are
 * addresses to add; Gmail keeps those that are there already.
 */
export const CardDraft = z
  .strictObject({
    insert_html: text(24_000).min(1).optional(),
    cc: z.array(address).min(1).max(20).optional(),
  })
  .refine((draft) => Object.keys(draft).length > 0, 'a draft is changed in at least one place');
export type CardDraft = z.infer<typeof CardDraft>;

/**
 * What a button does when the API has answered. `open_link` opens a new tab. At least one of the four; `draft` alone, because Google's
 * answer for drafts has room for nothing else.
 */
export const CardActionAnswer = z
  .strictObject({
    navigation: CardNavigation.optional(),
    notification: z.strictObject({ text: text(200).min(1) }).optional(),
    open_link: z.strictObject({ url: link }).optional(),
    draft: CardDraft.optional(),
  })
  .refine((answer) => Object.keys(answer).length > 0, 'an answer does at least one thing')
  .refine((answer) => !answer.draft || Object.keys(answer).length === 1, 'a change of a draft goes alone');
export type CardActionAnswer = z.infer<typeof CardActionAnswer>;
