import { readFileSync } from 'node:fs';
import { createContext, runInContext } from 'node:vm';
import { printed } from './card-json.js';
import { cardService, GasError, recordOf, type CardServiceContract } from './card-service.js';

const contract: CardServiceContract = JSON.parse(
  readFileSync(new URL('../../.output/contracts/card-service.json', import.meta.url), 'utf8'),
);
/** Runs script code against a fresh fake, in a realm of its own as the add-on is. */
const run = (code: string): unknown => runInContext(code, createContext({ CardService: cardService(contract) }));

test('the whole of CardService is there, as the typings have it', () => {
  const makers = Object.keys(contract.classes['CardService'] ?? {});
  expect(makers.length).toBeGreaterThanOrEqual(45);
  for (const maker of makers) expect(recordOf(run(`CardService.${maker}()`))).not.toBeNull();
});

test.each([
  ['a number for a text', 'CardService.newTextParagraph().setText(5)', /text must be a text, got number/],
  ['null for a text', 'CardService.newTextParagraph().setText(null)', /got null/],
  ['no argument', 'CardService.newTextParagraph().setText()', /got 0 arguments/],
  ['one argument too many', 'CardService.newTextParagraph().setText("a", "b")', /got 2 arguments/],
  ['an argument for a maker', 'CardService.newDivider(1)', /takes no arguments/],
  [
    'a header as a widget',
    'CardService.newCardSection().addWidget(CardService.newCardHeader().setTitle("x"))',
    /a CardService.Widget, got CardHeader/,
  ],
  ['a plain object as a widget', 'CardService.newCardSection().addWidget({ divider: {} })', /got object/],
  ['a widget the typings lack', 'CardService.newColumns()', /CardService.newColumns does not exist/],
  ['a value the enum lacks', 'CardService.TextButtonStyle.TONAL', /TextButtonStyle.TONAL does not exist/],
  [
    'a text for an enum',
    'CardService.newTextButton().setTextButtonStyle("FILLED")',
    /must be a CardService.TextButtonStyle/,
  ],
  [
    'another enum',
    'CardService.newTextButton().setTextButtonStyle(CardService.ImageStyle.CIRCLE)',
    /got CardService.ImageStyle.CIRCLE/,
  ],
  [
    'a parameter that is no text',
    'CardService.newAction().setFunctionName("f").setParameters({ a: 1 })',
    /a map of texts/,
  ],
  ['a misspelt method', 'CardService.newTextButton().setTex("x")', /TextButton.setTex is not a function/],
  ['a deprecated method', 'CardService.newAction().setMethodName("f")', /is not a function/],
  ['half a widget count', 'CardService.newCardSection().setNumUncollapsibleWidgets(1.5)', /a whole number/],
  [
    'a button that does nothing',
    'CardService.newButtonSet().addButton(CardService.newTextButton().setText("x"))',
    /setOnClickAction or setOpenLink/,
  ],
  [
    'a field without a name',
    'CardService.newCardSection().addWidget(CardService.newTextInput().setTitle("x"))',
    /setFieldName is required/,
  ],
  [
    'an empty section',
    'CardService.newCardBuilder().addSection(CardService.newCardSection())',
    /addWidget is required/,
  ],
  ['an empty card', 'CardService.newCardBuilder().build()', /addSection or setHeader is required/],
  ['an answer that does nothing', 'CardService.newActionResponseBuilder().build()', /is required/],
  [
    '101 widgets in a section',
    'var s = CardService.newCardSection(); for (var i = 0; i < 101; i++) s.addWidget(CardService.newDivider())',
    /more than 100/,
  ],
  [
    '101 widgets in two sections',
    'var b = CardService.newCardBuilder(); [51, 50].forEach(n => { var s = CardService.newCardSection(); while (n--) s.addWidget(CardService.newDivider()); b.addSection(s) }); b.build()',
    /at most 100 widgets/,
  ],
])('%s is refused', (_rule, code, message) => {
  expect(() => run(code)).toThrow(GasError);
  expect(() => run(code)).toThrow(message);
});

test('what is set later wins, and a section does not change after it was added', () => {
  const card = run(`
    var section = CardService.newCardSection().addWidget(CardService.newTextParagraph().setText('a').setText('b'));
    var parameters = { k: '1' };
    var action = CardService.newAction().setFunctionName('f').setParameters(parameters);
    section.addWidget(CardService.newTextButton().setText('x').setOnClickAction(action));
    parameters.k = '2';
    CardService.newCardBuilder().addSection(section).build();`);
  const record = recordOf(card);
  expect(record && printed(record)).toEqual({
    sections: [
      {
        widgets: [
          { textParagraph: { text: 'b' } },
          {
            buttonList: {
              buttons: [{ text: 'x', onClick: { action: { function: 'f', parameters: [{ key: 'k', value: '1' }] } } }],
            },
          },
        ],
      },
    ],
  });
});
