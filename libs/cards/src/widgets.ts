import type {
  Card,
  CardActionId,
  CardActionParameters,
  CardButton,
  CardIcon,
  CardOnClick,
  CardSection,
  CardWidget,
  LocalActionId,
  MaterialIconName,
} from '@understudy/contracts';
import { cut, html, width, type Html } from './markup.js';
import type { Frame } from './views.js';

/** Header pictures: the state of the thing the card is about (design/mocks/logo). */
export type StatePicture =
  'away' | 'covered' | 'done' | 'error' | 'escalate' | 'gap' | 'here' | 'locked' | 'unknown' | 'waiting' | 'home';
/** Tinted row icons: only where the row itself says a state. */
export type TintedIcon = 'covered' | 'waiting' | 'gap' | 'request';

const BRAND = { red: 0x5b / 255, green: 0x5b / 255, blue: 0xd6 / 255 } as const;
/** A title over this many columns is cut by Google at 300 px. */
const HEADER_COLUMNS = 28;

export const picture = (frame: Frame, state: StatePicture): string => `${frame.publicUrl}/cards/state-${state}.png`;
export const tinted = (frame: Frame, icon: TintedIcon, altText: string): CardIcon => ({
  iconUrl: `${frame.publicUrl}/cards/icon-${icon}.png`,
  altText,
});
export const grey = (name: MaterialIconName): CardIcon => ({ materialIcon: { name } });

export const open = (url: string): CardOnClick => ({ openLink: { url } });

/** Runs one of our actions; undefined parameters are left out, Google takes text only. */
export const act = <K extends CardActionId>(id: K, parameters: CardActionParameters<K>): CardOnClick => ({
  action: {
    function: 'onAction',
    parameters: [
      { key: 'action_id', value: id },
      ...Object.entries(parameters).flatMap(([key, value]) => (typeof value === 'string' ? [{ key, value }] : [])),
    ],
  },
});
export const local = (id: LocalActionId): CardOnClick => ({
  action: { function: 'onAction', parameters: [{ key: 'action_id', value: id }] },
});

export const button = (text: string, onClick: CardOnClick): CardButton => ({
  text: cut(text, 40),
  type: 'OUTLINED',
  onClick,
});
/** The next thing to do; at most one a card. */
export const filled = (text: string, onClick: CardOnClick): CardButton => ({
  text: cut(text, 40),
  type: 'FILLED',
  color: BRAND,
  onClick,
});
export const quiet = (text: string, onClick: CardOnClick): CardButton => ({
  text: cut(text, 40),
  type: 'BORDERLESS',
  onClick,
});

interface Row {
  readonly icon?: CardIcon;
  readonly above?: Html;
  readonly text: Html;
  readonly below?: Html;
  readonly button?: CardButton;
  readonly onClick?: CardOnClick;
}
/** One line of a card. Long text wraps: people's names are never cut. */
export const row = ({ icon, above, text, below, button: end, onClick }: Row): CardWidget => ({
  decoratedText: {
    ...(icon ? { startIcon: icon } : {}),
    ...(above ? { topLabel: above } : {}),
    text: text === '' ? html('–') : text,
    ...(below ? { bottomLabel: below } : {}),
    wrapText: true,
    ...(end ? { button: end } : {}),
    ...(onClick ? { onClick } : {}),
  },
});
export const paragraph = (text: Html): CardWidget => ({ textParagraph: { text } });
export const buttons = (...list: CardButton[]): CardWidget => ({ buttonList: { buttons: list } });

export const section = (widgets: readonly CardWidget[], header?: Html): CardSection => ({
  ...(header ? { header } : {}),
  widgets: [...widgets],
});
/** Closed until opened; the header says what is in it. */
export const collapsed = (widgets: readonly CardWidget[], header: Html, inSight = 0): CardSection => ({
  ...section(widgets, header),
  collapsible: true,
  uncollapsibleWidgetsCount: inSight,
});

export const header = (frame: Frame, state: StatePicture, title: string, subtitle?: string): Card['header'] => ({
  title: cut(title, 120) || '–',
  ...(subtitle ? { subtitle: cut(subtitle, 120) } : {}),
  imageUrl: picture(frame, state),
  imageType: 'SQUARE',
  imageAltText: STATE_TEXT[state],
});
const STATE_TEXT: Readonly<Record<StatePicture, string>> = {
  away: 'Away',
  covered: 'Covered',
  done: 'Done',
  error: 'Error',
  escalate: 'Escalate',
  gap: 'Nobody covers',
  here: 'Here',
  home: 'Understudy',
  locked: 'May not read',
  unknown: 'Not known',
  waiting: 'Waiting',
};

/** The name in full where the header cuts it (design/mocks, add-on cards). */
export const fullName = (name: string): CardWidget[] =>
  width(name) > HEADER_COLUMNS ? [row({ above: html('Customer'), text: html(name, 200) })] : [];

/** Sections without widgets are left out: Google refuses them. */
export const card = (parts: {
  header: Card['header'];
  sections: readonly CardSection[];
  footer?: { primary: CardButton; secondary?: CardButton };
}): Card => ({
  header: parts.header,
  sections: parts.sections.filter(({ widgets }) => widgets.length > 0),
  ...(parts.footer
    ? {
        fixedFooter: {
          primaryButton: parts.footer.primary,
          ...(parts.footer.secondary ? { secondaryButton: parts.footer.secondary } : {}),
        },
      }
    : {}),
});
