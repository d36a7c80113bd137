import fc from 'fast-check';
import { ESCALATION_CATEGORIES, SEVERITIES } from './escalations.js';
import { asId, type CategoryId, type PlaybookId, type UserId } from './ids.js';
import { DEFAULT_PLAYBOOKS, DEFAULT_TEMPLATES } from './playbook-defaults.js';
import { fillTemplate, fillTemplateTexts, type TemplateFacts, unknownPlaceholders } from './escalation-templates.js';
import { choosePlaybook, plannedActions, settleAction, type ActionOutcome } from './playbooks.js';

const ANA = asId<UserId>('00000000-0000-4000-8000-000000000001');
const NOW = Temporal.Instant.from('2026-07-06T09:00:00Z');
const technical = asId<CategoryId>('00000000-0000-4000-8000-0000000000a1');
const billing = asId<CategoryId>('00000000-0000-4000-8000-0000000000a2');
const playbook = (
  n: number,
  categoryId: CategoryId | null,
  severities: readonly ('P0' | 'P1' | 'P2' | 'P3')[] = [],
) => ({
  id: asId<PlaybookId>(`00000000-0000-4000-8000-${String(n).padStart(12, '0')}`),
  name: `playbook ${n}`,
  categoryId,
  severities,
});

describe('which playbook', () => {
  const any = playbook(1, null);
  const urgent = playbook(2, null, ['P0', 'P1']);
  const ofTechnical = playbook(3, technical);
  const ofUrgentTechnical = playbook(4, technical, ['P0', 'P1']);
  const ofP0Technical = playbook(5, technical, ['P0']);
  const all = [any, urgent, ofTechnical, ofUrgentTechnical, ofP0Technical];

  test.each([
    ['P0', technical, ofP0Technical],
    ['P1', technical, ofUrgentTechnical],
    ['P2', technical, ofTechnical],
    ['P0', billing, urgent],
    ['P2', billing, any],
    ['P3', null, any],
  ] as const)('%s of category %s: the one that says most about it', (severity, categoryId, expected) => {
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (shuffled) => {
        expect(choosePlaybook(shuffled, { categoryId, severity })).toBe(expected);
      }),
    );
  });

  test('none fits', () => {
    expect(choosePlaybook([ofP0Technical], { categoryId: technical, severity: 'P1' })).toBeNull();
    expect(choosePlaybook([], { categoryId: technical, severity: 'P1' })).toBeNull();
  });
});

test('suggested actions keep their order and count from when it was opened', () => {
  const steps = [
    { title: 'call', details: null, role: 'csm', dueMinutes: 30 },
    { title: 'write', details: 'all of it', role: 'owner', dueMinutes: null },
  ] as const;
  expect(plannedActions(steps, NOW)).toEqual([
    { position: 1, title: 'call', details: null, role: 'csm', dueAt: NOW.add({ minutes: 30 }) },
    { position: 2, title: 'write', details: 'all of it', role: 'owner', dueAt: null },
  ]);
});

describe('an action', () => {
  const open: ActionOutcome = { state: 'open', note: null, settledBy: null, settledAt: null };

  test('is done by somebody, at a time', () => {
    expect(settleAction(open, { state: 'done', note: ' called ' }, ANA, NOW)).toEqual({
      state: 'done',
      note: 'called',
      settledBy: ANA,
      settledAt: NOW,
    });
  });
  test('is skipped for a reason only', () => {
    expect(() => settleAction(open, { state: 'skipped', note: '  ' }, ANA, NOW)).toThrow('playbooks.reason-required');
    expect(settleAction(open, { state: 'skipped', note: 'not needed' }, ANA, NOW).note).toBe('not needed');
  });
  test('can be opened again, and then nobody has done it', () => {
    const done = settleAction(open, { state: 'done', note: null }, ANA, NOW);
    expect(settleAction(done, { state: 'open', note: null }, ANA, NOW)).toEqual(open);
  });
  test('that is done already stays as it was, with who did it first', () => {
    const done = settleAction(open, { state: 'done', note: null }, ANA, NOW);
    expect(settleAction(done, { state: 'done', note: null }, asId<UserId>(technical), NOW.add({ hours: 1 }))).toBe(
      done,
    );
  });
});

describe('templates', () => {
  const facts: TemplateFacts = {
    'customer.name': 'Acme {{me.name}}',
    'customer.arr': '1,200,000',
    'customer.health_score': '62',
    'customer.stage': 'live',
    'customer.segment': 'Enterprise',
    'customer.renewal_on': null,
    'csm.name': 'Ana',
    'me.name': 'Ben',
  };

  test('are filled once: what is filled in is no placeholder', () => {
    expect(fillTemplate('{{customer.name}} of {{ csm.name }}, {{customer.renewal_on}}', facts)).toBe(
      'Acme {{me.name}} of Ana, –',
    );
  });
  test('know a closed list', () => {
    expect(
      unknownPlaceholders('{{customer.name}} {{customer.password}} {{__proto__}} {{customer.password}} {{}}'),
    ).toEqual(['customer.password', '__proto__', '']);
    expect(fillTemplate('{{constructor}}', facts)).toBe('{{constructor}}');
  });
  test('of a new organisation can be filled, fit their categories, and say what P0 and P1 need', () => {
    for (const template of DEFAULT_TEMPLATES) {
      const texts = [
        template.title,
        template.description,
        template.expectedResolution ?? '',
        template.exitCriteria ?? '',
      ];
      expect(texts.flatMap(unknownPlaceholders)).toEqual([]);
      expect(ESCALATION_CATEGORIES).toContain(template.category);
      expect(template.expectedResolution).not.toBeNull();
      expect(JSON.stringify(fillTemplateTexts(template, { ...facts, 'customer.name': 'Acme' }))).not.toMatch(/\{\{/);
    }
    expect(new Set(DEFAULT_TEMPLATES.map(({ name }) => name)).size).toBe(DEFAULT_TEMPLATES.length);
  });
  test('every escalation of a new organisation has a playbook', () => {
    const categories = new Map(
      ESCALATION_CATEGORIES.map((name, n) => [name, playbook(n + 1, null).id as string as CategoryId]),
    );
    const known = DEFAULT_PLAYBOOKS.map(({ category, ...rest }, n) => ({
      ...rest,
      id: playbook(n, null).id,
      categoryId: category && (categories.get(category) ?? null),
    }));
    for (const category of ESCALATION_CATEGORIES)
      for (const severity of SEVERITIES) {
        const chosen = choosePlaybook(known, { categoryId: categories.get(category) ?? null, severity });
        expect(chosen?.steps.length).toBeGreaterThan(0);
      }
    expect(choosePlaybook(known, { categoryId: categories.get('Legal') ?? null, severity: 'P0' })?.name).toBe(
      'Legal review',
    );
    expect(choosePlaybook(known, { categoryId: categories.get('Technical') ?? null, severity: 'P3' })?.name).toBe(
      'Any other escalation',
    );
  });
});
