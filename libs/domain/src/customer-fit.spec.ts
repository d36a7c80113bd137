import { CUSTOMER_PREFERENCE_POINTS, fitOf, hoursOverlap } from './customer-fit.js';
import type { Weekday } from './directory.js';

const hours = (timeZone: string, from = '09:00', to = '17:00', days: readonly Weekday[] = [1, 2, 3, 4, 5]) => ({
  timeZone,
  workingHours: { days, from, to },
});
const july = Temporal.Instant.from('2026-07-06T00:00:00Z');

describe('hours in common', () => {
  test.each([
    ['the same office', hours('Europe/Lisbon'), hours('Europe/Lisbon'), 100],
    ['Lisbon with Berlin, an hour ahead', hours('Europe/Lisbon'), hours('Europe/Berlin'), 87.5],
    ['Lisbon with New York, five behind', hours('Europe/Lisbon'), hours('America/New_York'), 37.5],
    ['Lisbon with Tokyo, eight ahead', hours('Europe/Lisbon'), hours('Asia/Tokyo'), 0],
    ['nights over midnight', hours('UTC', '22:00', '06:00', [1]), hours('UTC', '00:00', '06:00', [2]), 75],
    ['Sunday night runs into Monday', hours('UTC', '22:00', '06:00', [7]), hours('UTC', '00:00', '06:00', [1]), 75],
    ['nobody works on no day', hours('UTC', '09:00', '17:00', []), hours('UTC'), 0],
  ])('%s', (_name, owner, backup, percent) => {
    expect(hoursOverlap(owner, backup, july)).toBeCloseTo(percent, 6);
  });

  test('count with the offset of that day: in winter New York is as far, in the weeks between the changes it is not', () => {
    const between = Temporal.Instant.from('2026-10-28T00:00:00Z');
    expect(hoursOverlap(hours('Europe/Lisbon'), hours('America/New_York'), between)).toBe(50);
  });
});

describe('fit with one customer', () => {
  const customer = { segment: 'Enterprise', industry: 'Banking', language: 'de', needs: ['Migration'] };
  const nobody = { skills: [], isFamiliar: false, hasCovered: false, isPreferred: false, isCustomersBackup: false };

  test('knows half of what it is about, worked on it, sits an hour away', () => {
    const fit = fitOf(customer, { ...nobody, skills: ['banking', ' DE ', 'freight'], isFamiliar: true }, 87.5);
    expect(fit).toMatchObject({
      factors: { familiarity: 100, skill: 50, relationship: 0, hours: 87.5, preference: 0 },
    });
    expect(fit.matchedSkills).toEqual(['banking', 'de']);
    expect(fit.score).toBeCloseTo(40 + 15 + 13.125, 6);
  });

  test('who is named for this very customer comes before whoever fits best otherwise', () => {
    const best = fitOf(
      customer,
      {
        ...nobody,
        skills: ['enterprise', 'banking', 'de', 'migration'],
        isFamiliar: true,
        hasCovered: true,
        isPreferred: true,
      },
      100,
    );
    const named = fitOf(customer, { ...nobody, isCustomersBackup: true }, 0);
    expect(best.score).toBe(130);
    expect(named.score).toBe(CUSTOMER_PREFERENCE_POINTS);
    expect(named.score).toBeGreaterThan(best.score);
  });

  test('a customer of whom nothing is known fits by hours and history alone', () => {
    const blank = { segment: null, industry: null, language: null, needs: [' '] };
    expect(fitOf(blank, { ...nobody, skills: ['banking'], hasCovered: true }, 100).score).toBe(30);
  });
});
