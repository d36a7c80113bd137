import { jest } from '@jest/globals';
import { CreateEscalation, GetEscalation, ResolveEscalation } from '@understudy/contracts';
import type { Browser, Locator, Page } from 'playwright-core';
import { describeInBrowser, launchChromium } from '../support/chromium.js';
import { eventually } from '../support/eventually.js';
import { type Stack, startStack } from '../support/stack.js';
import { type Story, tell } from '../support/story.js';
import { axeFindings, heldPosts, signInAs, untilAtRest, untilLive, type Visitor, visitor } from './web-harness.js';

jest.setTimeout(600_000);

const THEIRS = 'For its owners, their managers and admins';

/** Every move of an escalation's page, by whoever may make it; each test goes on where the one before ended. */
describeInBrowser('the moves of one escalation', () => {
  let stack: Stack;
  let browser: Browser;
  let story: Story;
  let ben: Visitor;
  let sue: Visitor;
  let mia: Visitor;
  let id: string;

  const escalated = async (title: string): Promise<string> => {
    const [creator, owner] = [await story.person('ben'), await story.person('sue')];
    const made = await creator.call(CreateEscalation, {
      customer_id: story.customers[0]?.id ?? '',
      category: 'Technical',
      severity: 'P2',
      title,
      description: 'The export of the night leaves out rows.',
      primary_owner_id: owner.userId,
    });
    return made.id;
  };
  const open = async ({ page }: Visitor, which: string, title: string): Promise<void> => {
    await page.goto(`${stack.baseUrl}/escalations/${which}`);
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
    await untilAtRest(page);
    await untilLive(page);
  };
  const timeline = (page: Page) => page.getByRole('list', { name: 'Timeline' });
  /** Stands in the timeline. */
  const tells = (page: Page, words: string): Promise<void> => timeline(page).getByText(words).first().waitFor();
  const people = (page: Page) => page.getByRole('region', { name: 'People' });
  const movesOf = async (page: Page): Promise<Locator> => {
    await page.getByRole('button', { name: 'All moves' }).click();
    return page.getByRole('dialog', { name: 'What to do with it' });
  };
  /** Chooses a move from the menu; answers its form. */
  const begin = async (page: Page, move: string, form = move): Promise<Locator> => {
    await (await movesOf(page)).getByRole('button', { name: new RegExp(`^${move}`) }).click();
    return page.getByRole('dialog', { name: form });
  };
  /** Finds somebody by name in the dialog that asks for a person. */
  const pick = async (page: Page, dialog: string, name: string): Promise<void> => {
    const found = page.getByRole('dialog', { name: dialog });
    await found.getByRole('combobox').fill(name);
    await found.getByRole('option', { name: new RegExp(name) }).click();
  };
  /** Fills one field of a form, sends it and waits until it is gone. */
  const send = async (form: Locator, label: string, words: string, button: string): Promise<void> => {
    await form.getByLabel(label).fill(words);
    await form.getByRole('button', { name: button, exact: true }).click();
    await form.waitFor({ state: 'detached' });
  };

  beforeAll(async () => {
    [stack, browser] = await Promise.all([startStack(), launchChromium()]);
    story = await tell(stack);
    id = await escalated('Exports miss rows');
    [ben, sue, mia] = [await visitor(browser), await visitor(browser), await visitor(browser)];
    await signInAs(ben.page, stack.baseUrl, 'Ben Vogel');
    await signInAs(sue.page, stack.baseUrl, 'Sue Lindqvist');
    await signInAs(mia.page, stack.baseUrl, 'Mia Kruse');
  });
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
  });

  test('whoever opened it sets right what it says and takes it back; the other moves say whose they are', async () => {
    const { page } = ben;
    await open(ben, id, 'Exports miss rows');
    const moves = await movesOf(page);
    for (const name of [/^I am on it/, /^Resolve/, /^Hand on/, /^Escalate up/, /^Keep it quiet/, /^Change severity/])
      await moves.getByRole('button', { name }).and(page.locator('[aria-disabled=true]')).getByText(THEIRS).waitFor();
    await moves.getByRole('button', { name: /^I am on it/ }).click({ force: true });
    await moves.waitFor();
    expect((await (await story.person('ben')).call(GetEscalation, { escalation_id: id })).status).toBe('open');
    await page.keyboard.press('Escape');
    expect(await page.getByRole('button', { name: /^(I am on it|Resolve|Escalate up)$/ }).count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Put somebody on it' }).count()).toBe(0);

    const form = await begin(page, 'Correct what it says');
    await form.getByRole('button', { name: 'Save' }).and(page.locator(':disabled')).waitFor();
    await send(form, 'Title', 'Exports miss rows of the night', 'Save');
    await page.getByRole('heading', { level: 1, name: 'Exports miss rows of the night' }).waitFor();

    const mistake = await escalated('Made by mistake');
    await open(ben, mistake, 'Made by mistake');
    await send(await begin(page, 'Take it back'), 'Why?', 'It was another customer', 'Take it back');
    await page.getByRole('region', { name: 'Time left' }).getByText('Taken back').waitFor();
    await (await movesOf(page)).getByText('Nothing is left to do: it is over.').waitFor();
  });

  test('its owner waits for the customer, goes on, keeps it quiet and lets it warn again', async () => {
    const { page } = sue;
    await open(sue, id, 'Exports miss rows of the night');
    const clock = page.getByRole('region', { name: 'Time left' });
    await page.keyboard.press('a');
    await page.getByRole('button', { name: 'Resolve', exact: true }).waitFor();
    await page.keyboard.press('w');
    const wait = page.getByRole('dialog', { name: 'Wait for the customer' });
    await send(wait, 'What do they have to do?', 'Send last night’s file', 'Stop the clock');
    await clock.getByText('Paused: customer').waitFor();
    await page.getByRole('button', { name: 'Go on with it' }).click();
    await clock.getByText('On track').waitFor();

    const quiet = await begin(page, 'Keep it quiet');
    await quiet.getByText('A day', { exact: true }).click();
    await quiet.getByLabel('Why?').fill('The fix is on its way');
    await quiet.getByRole('button', { name: /^Quiet until/ }).click();
    await clock.getByText(/^No warnings until/).waitFor();
    await send(await begin(page, 'Warn again'), 'Why?', 'It was no fix', 'Warn again from now on');
    await clock.getByText(/^No warnings until/).waitFor({ state: 'detached' });
    await clock.getByRole('button', { name: 'Why then?' }).click();
    await clock.getByText(/% of it is used/).waitFor();
    await tells(page, '“Send last night’s file”');
  });

  test('one level up, and handed on by name', async () => {
    const { page } = sue;
    await page.getByRole('button', { name: 'Escalate up', exact: true }).click();
    const up = page.getByRole('dialog', { name: 'Escalate up' });
    await send(up, 'What do they have to decide or do?', 'Decide about a refund', 'Escalate up');
    await tells(page, '“Decide about a refund”');

    await open(mia, id, 'Exports miss rows of the night');
    const form = await begin(mia.page, 'Hand on', 'Hand it on');
    await form.getByLabel('What do they need to know?').fill('You know the job best');
    await form.getByRole('button', { name: 'Somebody else' }).click();
    await pick(mia.page, 'Hand on to', 'Sue');
    expect(await form.getByLabel('What do they need to know?').inputValue()).toBe('You know the job best');
    await form.getByRole('button', { name: 'Give it to Sue Lindqvist' }).click();
    await form.waitFor({ state: 'detached' });
    await mia.page.getByText(/Sue Lindqvist has it/).waitFor();
  });

  test('who is on it: put there, in another role, taken off; anybody follows and leaves', async () => {
    await people(mia.page).getByRole('button', { name: 'Put somebody on it' }).click();
    await pick(mia.page, 'Put on it', 'Finn');
    const role = people(mia.page).getByLabel(/^What Finn .* is on it for$/);
    await role.selectOption({ label: 'Approves drafts' });
    await people(sue.page).locator('select:has(option:checked[value=approver])').waitFor();
    const off = people(mia.page).getByRole('button', { name: /^Take Finn .* off it$/ });
    await off.click();
    await role.waitFor({ state: 'detached' });

    await open(ben, id, 'Exports miss rows of the night');
    for (const name of ['Unfollow', 'Follow', 'Unfollow'])
      await people(ben.page).getByRole('button', { name, exact: true }).click();
  });

  test('a step of the playbook is ticked, opened again, and another skipped with the reason', async () => {
    const { page } = sue;
    const steps = page.getByRole('region', { name: /^Playbook/ });
    const first = steps.getByRole('checkbox').first();
    // the tick is the row's and is drawn with it, not by the click itself
    await first.click();
    await steps.getByText(/^Done by you/).waitFor();
    await first.click();
    await steps.getByText(/^Done by you/).waitFor({ state: 'detached' });
    const skips = steps.getByRole('button', { name: /^Skip / });
    await skips.last().click();
    const form = page.getByRole('dialog', { name: /^Skip “/ });
    await send(form, 'Why is it not needed?', 'They know it', 'Skip it');
    await steps.getByText('“They know it”').waitFor();
  });

  test('told to everybody on it; a comment names somebody, is corrected, and keeps what it said', async () => {
    const { page } = sue;
    const write = page.getByRole('region', { name: 'Write', exact: true });
    await write.getByText('Status update', { exact: true }).click();
    await write.getByRole('textbox', { name: 'News for everybody on it' }).fill('Rows of Monday are back.');
    await write.getByText('Nobody follows it yet', { exact: false }).waitFor();
    await people(ben.page).getByRole('button', { name: 'Follow', exact: true }).click();
    await write.getByRole('button', { name: 'Tell 1 person' }).click();
    await tells(mia.page, 'Told everybody on it');

    await write.getByText('Discussion', { exact: true }).click();
    const text = write.getByRole('textbox', { name: 'Write to those on it' });
    await text.fill('Could you look');
    await write.getByRole('button', { name: 'Name somebody' }).click();
    await pick(page, 'Name somebody', 'Mia');
    await write.getByRole('button', { name: 'Send' }).click();
    await tells(mia.page, 'Could you look');
    await timeline(page).getByRole('button', { name: 'Correct' }).click();
    await write.getByRole('button', { name: 'Leave it as it was' }).click();
    await timeline(page).getByRole('button', { name: 'Correct' }).click();
    await write.getByRole('textbox', { name: 'Correct what you said' }).fill('Look at run 7, Mia');
    await write.getByRole('button', { name: 'Correct' }).click();
    await tells(mia.page, 'Look at run 7, Mia');
    await tells(mia.page, 'said something and corrected it');
  });

  test('what is typed while a comment is on its way stays, and one that is lost stands before it again', async () => {
    const { page } = sue;
    const write = page.getByRole('region', { name: 'Write', exact: true });
    const text = write.getByRole('textbox', { name: 'Write to those on it' });
    const posts = await heldPosts(page, '**/api/escalations/*/updates');
    await text.fill('The night ran');
    await page.keyboard.press('Control+Enter');
    await eventually(async () => expect(await text.innerText()).toBe('\n'));
    await page.keyboard.type('All of it');
    await posts.lose();
    await write.getByText('Not sent.').waitFor();
    expect((await text.innerText()).split(/\n+/)).toEqual(['The night ran', 'All of it']);

    await text.fill('The night ran again');
    await page.keyboard.press('Control+Enter');
    await eventually(async () => expect(await text.innerText()).toBe('\n'));
    await page.keyboard.type('Kept');
    await posts.letThrough();
    await tells(page, 'The night ran again');
    expect((await text.innerText()).trim()).toBe('Kept');
    await posts.stop();
    await text.fill('');
  });

  test('words to the customer come back with the reason, are changed, and asked for again', async () => {
    await sue.page.getByText('To customer', { exact: true }).click();
    const form = sue.page.getByRole('dialog', { name: /^Write to / });
    const contacts = form.getByRole('button', { name: /^Write to / });
    await contacts.first().click();
    await form.getByRole('button', { name: 'Begin with a proposal' }).click();
    await form.getByLabel('Text', { exact: true }).fill('All rows will be there on Friday.');
    await form.getByRole('button', { name: 'Ask for approval' }).click();
    await timeline(mia.page).getByRole('button', { name: 'Do not approve' }).click();
    const no = mia.page.getByRole('dialog', { name: 'Do not approve it' });
    await send(no, 'What has to be different?', 'Promise no day', 'Do not approve');
    await tells(sue.page, 'Promise no day');

    await timeline(sue.page).getByRole('button', { name: 'Edit' }).click();
    await form.getByLabel('Text', { exact: true }).fill('All rows will be there soon.');
    await form.getByRole('button', { name: 'Ask for approval' }).click();
    await form.waitFor({ state: 'detached' });
    await timeline(mia.page).getByRole('button', { name: 'As the customer reads it' }).click();
    const letter = mia.page.getByRole('dialog', { name: 'As the customer reads it' });
    await letter.getByText('All rows will be there soon.').waitFor();
    await letter.getByRole('button', { name: 'Back' }).click();
  });

  test('two set it right at once: what only one changed is kept, where both did somebody chooses', async () => {
    const hers = await begin(sue.page, 'Correct what it says');
    await hers.getByLabel('Title').fill('Exports miss rows: title of Sue');
    await hers.getByLabel(/^How do we know that it is over/).fill('Seven nights are whole');
    const theirs = await begin(mia.page, 'Correct what it says');
    await theirs.getByLabel('Title').fill('Exports miss rows: title of Mia');
    await theirs.getByLabel(/^What does it cost/).fill('Their invoices are late');
    await theirs.getByRole('button', { name: 'Save' }).click();
    await theirs.waitFor({ state: 'detached' });

    await hers.getByText('Changed while you were writing.').waitFor();
    await hers.getByText('You both changed this.').waitFor();
    await hers.getByText('Choose yours or theirs').waitFor();
    // put aside and taken up again: neither forgotten nor overwritten unseen
    await hers.getByRole('button', { name: 'Not now' }).click();
    await begin(sue.page, 'Correct what it says');
    await hers.getByText('You both changed this.').waitFor();
    expect(await hers.getByLabel('Title').inputValue()).toBe('Exports miss rows: title of Sue');
    expect(await axeFindings(sue.page)).toEqual([]);
    await hers.getByRole('button', { name: 'Take theirs' }).click();
    await hers.getByRole('button', { name: 'Save' }).click();
    await hers.waitFor({ state: 'detached' });
    const now = await (await story.person('sue')).call(GetEscalation, { escalation_id: id });
    expect(now).toMatchObject({
      title: 'Exports miss rows: title of Mia',
      exit_criteria: 'Seven nights are whole',
      customer_impact: 'Their invoices are late',
    });
  });

  test('two resolve it at once: the second is told what was said, and keeps the own words', async () => {
    const form = await begin(sue.page, 'Resolve', 'Resolve it');
    await form.locator('.rt [contenteditable=true]:focus').waitFor();
    await form.getByRole('textbox', { name: 'How was it solved?' }).fill('The job was started again.');
    await form.getByLabel('What caused it?').fill('A full disk');
    const manager = await story.person('mia');
    await manager.call(ResolveEscalation, {
      escalation_id: id,
      resolution_summary: 'A larger disk is in.',
      root_cause: 'The disk was full',
    });
    await form.getByText('Changed while you were writing.').waitFor();
    await form.getByRole('button', { name: 'Resolve', exact: true }).click();
    await form.getByRole('alert').waitFor();
    expect(await form.getByLabel('What caused it?').inputValue()).toBe('A full disk');
    await form.getByRole('button', { name: 'Not now' }).click();
    await sue.page.getByRole('region', { name: 'How it was solved' }).getByText('A larger disk is in.').waitFor();
  });

  test('what does not hold is reopened, resolved again by hand, and closed for good', async () => {
    const { page } = sue;
    await page.keyboard.press('a');
    const again = page.getByRole('dialog', { name: 'Reopen it' });
    await send(again, 'What is not solved?', 'Rows are missing again', 'Reopen');
    await tells(page, '“Rows are missing again”');
    // the words of the resolution that came too late were kept
    const form = await begin(page, 'Resolve', 'Resolve it');
    expect(await form.getByLabel('What caused it?').inputValue()).toBe('A full disk');
    await form.getByText('Stays', { exact: true }).click();
    await form.getByRole('button', { name: 'Resolve', exact: true }).click();
    await form.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Close', exact: true }).click();
    const close = page.getByRole('dialog', { name: 'Close it for good' });
    await send(close, 'Who confirmed it?', 'Their controller', 'Close it for good');
    const reopen = (await movesOf(page)).getByRole('button', { name: /^Reopen/ });
    await reopen.getByText('Closed for good. Escalate again if it comes back').waitFor();
    await page.keyboard.press('Escape');
    await tells(mia.page, '“Their controller”');
  });

  test('no page broke or asked for what the content security policy refuses', () =>
    expect([...ben.complaints, ...sue.complaints, ...mia.complaints]).toEqual([]));
});
