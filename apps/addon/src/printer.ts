import type {
  Card,
  CardActionAnswer,
  CardButton,
  CardDraft,
  CardIcon,
  CardNavigation,
  CardOnClick,
  CardSection,
  CardWidget,
} from '@understudy/contracts';

/*
 * Card JSON → CardService, every field of the contract. A kind of widget without a line here does not compile (`unknown`).
 */
import Google = GoogleAppsScript.Card_Service;

const unknown = (value: never): never => {
  throw new Error(`cannot print ${JSON.stringify(value)}`);
};

export function printCard(card: Card): Google.Card {
  const builder = CardService.newCardBuilder().setHeader(header(card.header));
  if (card.name) builder.setName(card.name);
  for (const part of card.sections) builder.addSection(section(part));
  if (card.fixedFooter) {
    const { primaryButton, secondaryButton } = card.fixedFooter;
    const footer = CardService.newFixedFooter().setPrimaryButton(button(primaryButton));
    if (secondaryButton) footer.setSecondaryButton(button(secondaryButton));
    builder.setFixedFooter(footer);
  }
  return builder.build();
}

/** What an item of the add-on's menu answers. */
export const printUniversal = (cards: readonly Card[]): Google.UniversalActionResponse =>
  CardService.newUniversalActionResponseBuilder().displayAddOnCards(cards.map(printCard)).build();

export function printAnswer(answer: CardActionAnswer): Google.ActionResponse | Google.UpdateDraftActionResponse {
  if (answer.draft) return draft(answer.draft);
  const response = CardService.newActionResponseBuilder();
  if (answer.navigation) response.setNavigation(navigation(answer.navigation));
  if (answer.notification) {
    response.setNotification(CardService.newNotification().setText(answer.notification.text));
  }
  if (answer.open_link) response.setOpenLink(CardService.newOpenLink().setUrl(answer.open_link.url));
  return response.build();
}

/** Gmail keeps recipients that are there already, and puts the text where the cursor stands. */
function draft({ insert_html: html, cc }: CardDraft): Google.UpdateDraftActionResponse {
  const response = CardService.newUpdateDraftActionResponseBuilder();
  if (html !== undefined) {
    const body = CardService.newUpdateDraftBodyAction()
      .addUpdateContent(html, CardService.ContentType.MUTABLE_HTML)
      .setUpdateType(CardService.UpdateDraftBodyType.IN_PLACE_INSERT);
    response.setUpdateDraftBodyAction(body);
  }
  if (cc) {
    response.setUpdateDraftCcRecipientsAction(CardService.newUpdateDraftCcRecipientsAction().addUpdateCcRecipients(cc));
  }
  return response.build();
}

function navigation(step: CardNavigation): Google.Navigation {
  const way = CardService.newNavigation();
  switch (step.kind) {
    case 'push':
      return way.pushCard(printCard(step.card));
    case 'update':
      return way.updateCard(printCard(step.card));
    case 'pop':
      return way.popCard();
    case 'back':
      return way.popCard().updateCard(printCard(step.card));
    case 'restart':
      return way.popToRoot().updateCard(printCard(step.card));
    default:
      return unknown(step);
  }
}

function header({ title, subtitle, imageUrl, imageType, imageAltText }: Card['header']): Google.CardHeader {
  const made = CardService.newCardHeader().setTitle(title);
  if (subtitle !== undefined) made.setSubtitle(subtitle);
  if (imageUrl) made.setImageUrl(imageUrl);
  if (imageType) made.setImageStyle(CardService.ImageStyle[imageType]);
  if (imageAltText) made.setImageAltText(imageAltText);
  return made;
}

function section(part: CardSection): Google.CardSection {
  const made = CardService.newCardSection();
  if (part.header) made.setHeader(part.header);
  if (part.collapsible !== undefined) made.setCollapsible(part.collapsible);
  if (part.uncollapsibleWidgetsCount !== undefined) made.setNumUncollapsibleWidgets(part.uncollapsibleWidgetsCount);
  for (const inner of part.widgets) made.addWidget(widget(inner));
  return made;
}

interface Clickable {
  setOpenLink(link: Google.OpenLink): unknown;
  setOnClickAction(action: Google.Action): unknown;
}
function click(target: Clickable, on: CardOnClick): void {
  if ('openLink' in on) {
    target.setOpenLink(CardService.newOpenLink().setUrl(on.openLink.url));
  } else if ('action' in on) {
    const parameters = Object.fromEntries(on.action.parameters.map(({ key, value }) => [key, value]));
    target.setOnClickAction(CardService.newAction().setFunctionName(on.action.function).setParameters(parameters));
  } else {
    unknown(on);
  }
}

const hex = (part: number): string =>
  Math.round(part * 255)
    .toString(16)
    .padStart(2, '0');

function button(model: CardButton): Google.TextButton {
  const made = CardService.newTextButton()
    .setText(model.text)
    .setTextButtonStyle(CardService.TextButtonStyle[model.type]);
  if (model.color) made.setBackgroundColor(`#${hex(model.color.red)}${hex(model.color.green)}${hex(model.color.blue)}`);
  if (model.disabled !== undefined) made.setDisabled(model.disabled);
  if (model.altText) made.setAltText(model.altText);
  click(made, model.onClick);
  return made;
}

function icon(model: CardIcon): Google.IconImage {
  const made = CardService.newIconImage();
  if ('materialIcon' in model) made.setMaterialIcon(CardService.newMaterialIcon().setName(model.materialIcon.name));
  else if ('iconUrl' in model) made.setIconUrl(model.iconUrl);
  else unknown(model);
  if (model.altText) made.setAltText(model.altText);
  return made;
}

function widget(model: CardWidget): Google.Widget {
  if ('textParagraph' in model) return CardService.newTextParagraph().setText(model.textParagraph.text);
  if ('divider' in model) return CardService.newDivider();
  if ('buttonList' in model) {
    return model.buttonList.buttons.reduce((set, one) => set.addButton(button(one)), CardService.newButtonSet());
  }
  if ('decoratedText' in model) return decoratedText(model.decoratedText);
  if ('selectionInput' in model) return selectionInput(model.selectionInput);
  if ('textInput' in model) return textInput(model.textInput);
  if ('dateTimePicker' in model) return dateTimePicker(model.dateTimePicker);
  if ('image' in model) {
    const made = CardService.newImage().setImageUrl(model.image.imageUrl).setAltText(model.image.altText);
    if (model.image.onClick) click(made, model.image.onClick);
    return made;
  }
  return unknown(model);
}

type Part<K extends string> = CardWidget extends infer W ? (W extends Record<K, infer P> ? P : never) : never;

function decoratedText(model: Part<'decoratedText'>): Google.DecoratedText {
  const made = CardService.newDecoratedText().setText(model.text);
  if (model.startIcon) made.setStartIcon(icon(model.startIcon));
  if (model.topLabel) made.setTopLabel(model.topLabel);
  if (model.bottomLabel) made.setBottomLabel(model.bottomLabel);
  if (model.wrapText !== undefined) made.setWrapText(model.wrapText);
  if (model.button) made.setButton(button(model.button));
  if (model.onClick) click(made, model.onClick);
  return made;
}

function selectionInput(model: Part<'selectionInput'>): Google.SelectionInput {
  const made = CardService.newSelectionInput()
    .setFieldName(model.name)
    .setType(CardService.SelectionInputType[model.type]);
  if (model.label) made.setTitle(model.label);
  for (const { text, value, selected } of model.items) made.addItem(text, value, selected);
  return made;
}

function textInput(model: Part<'textInput'>): Google.TextInput {
  const made = CardService.newTextInput()
    .setFieldName(model.name)
    .setTitle(model.label)
    .setMultiline(model.type === 'MULTIPLE_LINE');
  if (model.hintText) made.setHint(model.hintText);
  if (model.value) made.setValue(model.value);
  if (model.validation) {
    made.setValidation(CardService.newValidation().setCharacterLimit(model.validation.characterLimit));
  }
  return made;
}

function dateTimePicker(model: Part<'dateTimePicker'>): Google.DatePicker | Google.DateTimePicker {
  if (model.type === 'DATE_ONLY') {
    const made = CardService.newDatePicker().setFieldName(model.name).setTitle(model.label);
    return model.valueMsEpoch ? made.setValueInMsSinceEpoch(model.valueMsEpoch) : made;
  }
  const made = CardService.newDateTimePicker().setFieldName(model.name).setTitle(model.label);
  if (model.valueMsEpoch) made.setValueInMsSinceEpoch(model.valueMsEpoch);
  return model.timezoneOffsetDate === undefined ? made : made.setTimeZoneOffsetInMins(model.timezoneOffsetDate);
}
