import type { Stage } from '@understudy/domain';
import { dice, pick } from '../deterministic.js';
import type { CustomerRow } from './customer-row.js';
import { namedCustomers } from './named-customers.js';
import type { CsmKey } from './people.js';

/** Portfolio sizes of the mock-ups: 120 in EMEA, 120 elsewhere; Chloe is at her capacity of 50. */
export const PORTFOLIO_SIZES = {
  ana: 38,
  ben: 31,
  eva: 27,
  finn: 24,
  chloe: 50,
  gus: 22,
  dev: 25,
  hana: 23,
} as const satisfies Record<CsmKey, number>;

const STEMS = [
  'Ashgrave',
  'Belvane',
  'Birchollow',
  'Brindmoor',
  'Caldmere',
  'Carrowick',
  'Cindermoor',
  'Corriston',
  'Dalewyn',
  'Dovenhall',
  'Eastmarch',
  'Elmsward',
  'Everglen',
  'Falkenrath',
  'Fernholt',
  'Galderby',
  'Glenharrow',
  'Greymont',
  'Hartsvale',
  'Hollinbrook',
  'Invermoss',
  'Jorvendale',
  'Kelmscar',
  'Kingsfallow',
  'Lindermere',
  'Lorringham',
  'Mapleshaw',
  'Merrowdale',
  'Mistlethorn',
  'Nethercombe',
  'Northwyke',
  'Oakhampstead',
  'Ormsvik',
  'Pemberlyn',
  'Quarrendon',
  'Ravenscourt',
  'Rosvik',
  'Rushmere',
  'Saltmarch',
  'Selbourne',
  'Silverlea',
  'Stonewyck',
  'Tamarsh',
  'Thornbury Vale',
  'Umberleigh',
  'Valemont',
  'Vintermark',
  'Wastwater',
  'Westerholm',
  'Whitcombe',
  'Wildrose',
  'Winterbourne',
  'Woldgate',
  'Wychford',
  'Yarrowfield',
  'Zellmark',
  'Arkenholt',
  'Brightwater',
  'Copperhill',
  'Drakensund',
] as const;

/** What firms of an industry call themselves. */
const TRADES = {
  Banking: ['Bank', 'Savings', 'Capital'],
  Freight: ['Freight', 'Shipping', 'Logistics'],
  Healthcare: ['Clinics', 'Hospitals', 'Care'],
  Insurance: ['Insurance', 'Mutual', 'Assurance'],
  Energy: ['Energy', 'Power', 'Solar'],
  Mobility: ['Rail', 'Mobility', 'Airways'],
  Pharma: ['Pharma', 'Biotech', 'Labs'],
  Education: ['Schools', 'College', 'Libraries'],
  Utilities: ['Water', 'Networks', 'Grid'],
  Retail: ['Stores', 'Retail', 'Outfitters'],
  Media: ['Media', 'Press', 'Studios'],
  Manufacturing: ['Tools', 'Works', 'Instruments'],
  Food: ['Foods', 'Dairy', 'Bakeries'],
  Technology: ['Systems', 'Software', 'Robotics'],
  Property: ['Homes', 'Estates', 'Property'],
} as const satisfies Record<string, readonly [string, ...string[]]>;

type Industry = keyof typeof TRADES;
const INDUSTRIES = [
  'Banking',
  'Freight',
  'Healthcare',
  'Insurance',
  'Energy',
  'Mobility',
  'Pharma',
  'Education',
  'Utilities',
  'Retail',
  'Media',
  'Manufacturing',
  'Food',
  'Technology',
  'Property',
] as const satisfies readonly [Industry, ...Industry[]];

const LANGUAGES = {
  ana: ['en', 'de', 'pt'],
  ben: ['de', 'de', 'en'],
  eva: ['fr', 'fr', 'en'],
  finn: ['en'],
  chloe: ['en', 'en', 'fr', 'es'],
  gus: ['pt', 'pt', 'es'],
  dev: ['en', 'en', 'hi'],
  hana: ['ja', 'en'],
} as const satisfies Record<CsmKey, readonly [string, ...string[]]>;

const NEEDS = ['SSO', 'Migration', 'Training', 'Integrations', 'Reporting'] as const;

const slug = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');

/** Mostly healthy: about one in fifteen under 50, a third at 80 and more. */
const healthOf = (key: string): number =>
  dice(`${key}:low`, 15) === 0 ? 31 + dice(`${key}:h`, 18) : 55 + dice(`${key}:h`, 38);

const stageOf = (key: string, health: number, renewalIn: number): Stage => {
  if (health < 45) return 'at_risk';
  if (renewalIn <= 45) return 'renewal';
  if (dice(`${key}:new`, 9) === 0) return 'onboarding';
  return health >= 72 ? 'value' : 'adoption';
};

/** Enterprise 90-340, mid-market 24-120, public 20-80 thousand a year. */
const arrOf = (key: string, segment: string): number => {
  if (segment === 'Enterprise') return 90 + dice(`${key}:arr`, 25) * 10 + dice(`${key}:odd`, 9);
  return segment === 'Public' ? 20 + dice(`${key}:arr`, 61) : 24 + dice(`${key}:arr`, 97);
};

const grow = (csm: CsmKey, name: string, industry: Industry): CustomerRow => {
  const key = slug(name);
  const segment = industry === 'Education' ? 'Public' : dice(`${key}:segment`, 10) < 3 ? 'Enterprise' : 'Mid-market';
  const health = healthOf(key);
  // spread over a year, a few of them soon; half of the unhealthy renew late enough to be saved
  const renewalIn = 4 + dice(`${key}:renewal`, 360);
  return {
    key,
    csm,
    name,
    arrK: arrOf(key, segment),
    health,
    change: health < 50 ? -2 - dice(`${key}:change`, 11) : dice(`${key}:change`, 9) - 4,
    renewalIn,
    segment,
    industry,
    stage: stageOf(key, health, renewalIn),
    needs: dice(`${key}:needs`, 3) === 0 ? [pick(NEEDS, key)] : [],
    language: pick(LANGUAGES[csm], `${key}:language`),
    specialHandling: null,
  };
};

/** The named customers and as many more as fill every portfolio; names are used once. */
export const allCustomerRows = (): CustomerRow[] => {
  const rows = namedCustomers();
  const names = new Set(rows.map(({ name }) => name));
  let turn = 0;
  const nextName = (): { name: string; industry: Industry } => {
    for (;;) {
      const stem = STEMS[turn % STEMS.length] ?? STEMS[0];
      const industry = pick(INDUSTRIES, `industry:${turn}`);
      const name = `${stem} ${pick(TRADES[industry], `trade:${turn}`)}`;
      turn += 1;
      if (!names.has(name)) return { name, industry };
    }
  };
  for (const csm of ['ben', 'eva', 'finn', 'chloe', 'gus', 'dev', 'hana'] as const) {
    for (let have = rows.filter((row) => row.csm === csm).length; have < PORTFOLIO_SIZES[csm]; have += 1) {
      const { name, industry } = nextName();
      names.add(name);
      rows.push(grow(csm, name, industry));
    }
  }
  return rows;
};
