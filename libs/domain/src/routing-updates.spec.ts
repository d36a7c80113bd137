import {
  FAULTS_UNTIL_FAILED,
  isRoutingSettled,
  isSameRoute,
  onRoutingFault,
  onRoutingRead,
  planRouting,
  retryRouting,
  type RoutingProgress,
  routingRetryAt,
  type RoutingValue,
  wishRouting,
} from './routing-updates.js';

const ANA = { to: 'ana' };
const BEN = { to: 'ben' };
const EVA = { to: 'eva' };

/** Stops the one who drives, as a kill does: what is durable stays, the rest is gone. */
class Killed extends Error {}
class TimedOut extends Error {}

type Fault = 'fails-before' | 'times-out-after' | 'killed-before' | 'killed-after';
const FAULTS: readonly Fault[] = ['fails-before', 'times-out-after', 'killed-before', 'killed-after'];

/** A strict stand-in for another system and our own rows: every touch of either is an operation that can go wrong. */
class World {
  value: RoutingValue = ANA;
  stored: RoutingProgress;
  operations = 0;
  constructor(
    intended: RoutingValue,
    private readonly plan: ReadonlyMap<number, Fault>,
  ) {
    this.stored = planRouting(intended, true);
  }

  private touch<R>(effect: () => R): R {
    const fault = this.plan.get(this.operations++);
    if (fault === 'fails-before') throw new TimedOut();
    if (fault === 'killed-before') throw new Killed();
    const result = effect();
    if (fault === 'times-out-after') throw new TimedOut();
    if (fault === 'killed-after') throw new Killed();
    return result;
  }

  /** As the saga drives it: persist the decision, then write, then look again. */
  private drive(): void {
    let update = this.stored;
    try {
      while (!isRoutingSettled(update)) {
        const current = this.touch(() => this.value);
        const decided = onRoutingRead(update, current);
        this.touch(() => (this.stored = decided.update));
        update = decided.update;
        const { write } = decided;
        if (write) this.touch(() => (this.value = write.value));
      }
    } catch (error) {
      if (!(error instanceof TimedOut)) throw error;
      this.stored = onRoutingFault(this.stored);
    }
  }

  settle(): void {
    for (let tries = 0; tries < 20 && !isRoutingSettled(this.stored); tries++) {
      try {
        this.drive();
      } catch (error) {
        if (!(error instanceof Killed)) throw error;
      }
    }
  }

  wish(wish: 'applied' | 'reverted', intended?: RoutingValue): void {
    this.stored = wishRouting(this.stored, wish, intended);
    this.settle();
  }
}

/** No fault, every single one, and every two: at each operation of a whole life, before and after success. */
const plans = function* (most: number): Generator<ReadonlyMap<number, Fault>> {
  yield new Map();
  for (let a = 0; a < most; a++)
    for (const first of FAULTS) {
      yield new Map([[a, first]]);
      for (let b = a + 1; b < most; b++)
        for (const second of FAULTS) yield new Map([...([[a, first]] as const), [b, second]]);
    }
};
const OPERATIONS = 18;

describe('a fault at each step, before and after success', () => {
  test('ends in place while it is wanted, and fully restored afterwards', () => {
    let lives = 0;
    for (const plan of plans(OPERATIONS)) {
      const world = new World(BEN, plan);
      world.settle();
      expect([world.stored.state, world.value]).toEqual(['applied', BEN]);
      world.wish('reverted');
      expect([world.stored.state, world.value]).toEqual(['reverted', ANA]);
      lives += 1;
    }
    expect(lives).toBe(1 + OPERATIONS * 4 + ((OPERATIONS * (OPERATIONS - 1)) / 2) * 16);
  });

  test('with another backup in between', () => {
    for (const plan of plans(OPERATIONS)) {
      const world = new World(BEN, plan);
      world.settle();
      world.wish('applied', EVA);
      expect([world.stored.state, world.value]).toEqual(['applied', EVA]);
      world.wish('reverted');
      expect([world.stored.state, world.value]).toEqual(['reverted', ANA]);
    }
  });

  test('what somebody else put there while it was in place is never touched', () => {
    for (const plan of plans(OPERATIONS)) {
      const world = new World(BEN, plan);
      world.settle();
      world.value = 'by hand';
      world.wish('reverted');
      expect([world.stored.state, world.value, world.stored.found]).toEqual([
        'conflict',
        'by hand',
        { value: 'by hand' },
      ]);
      world.wish('applied', EVA);
      expect([world.stored.state, world.value]).toEqual(['conflict', 'by hand']);
    }
  });

  test('taken back in the middle of being set, at every operation, nothing is left behind', () => {
    for (let kill = 0; kill < OPERATIONS; kill++)
      for (const fault of FAULTS) {
        const world = new World(BEN, new Map([[kill, fault]]));
        try {
          Reflect.get(world, 'drive').call(world);
        } catch (error) {
          expect(error).toBeInstanceOf(Killed);
        }
        world.wish('reverted');
        expect([world.stored.state, world.value]).toEqual(['reverted', ANA]);
      }
  });
});

describe('the three-way comparison', () => {
  const applied = (current: RoutingValue = ANA) => {
    const decided = onRoutingRead(planRouting(BEN, true), current);
    return onRoutingRead(decided.update, BEN).update;
  };

  test('what was there already is left alone, and left alone again afterwards', () => {
    const update = onRoutingRead(planRouting(BEN, true), BEN).update;
    expect(update).toMatchObject({ state: 'applied', ours: [] });
    expect(onRoutingRead(wishRouting(update, 'reverted'), BEN)).toMatchObject({
      update: { state: 'reverted' },
      write: null,
    });
  });

  test('nothing there before: taken away again', () => {
    const decided = onRoutingRead(wishRouting(applied(null), 'reverted'), BEN);
    expect(decided).toMatchObject({ update: { state: 'reverting' }, write: { value: null } });
  });

  test('put back by hand: nothing to do at the end, but a new backup does not overwrite it', () => {
    expect(onRoutingRead(wishRouting(applied(), 'reverted'), ANA)).toMatchObject({
      update: { state: 'reverted' },
      write: null,
    });
    expect(onRoutingRead(wishRouting(applied(), 'applied', EVA), ANA)).toMatchObject({
      update: { state: 'conflict', found: { value: ANA } },
      write: null,
    });
  });

  test('changed by somebody while being set: whose it is cannot be told, so it stays', () => {
    const { update } = onRoutingRead(planRouting(BEN, true), ANA);
    expect(onRoutingRead(update, EVA)).toMatchObject({ update: { state: 'conflict' }, write: null });
  });

  test('the order of keys is no edit', () => {
    expect(isSameRoute({ a: 1, b: { c: [1, 2], d: null } }, { b: { d: null, c: [1, 2] }, a: 1 })).toBe(true);
    expect(isSameRoute([1, 2], [2, 1])).toBe(false);
  });
});

describe('wishes', () => {
  test('what was never touched is taken back by leaving it alone', () => {
    expect(wishRouting(planRouting(BEN, true), 'reverted').state).toBe('reverted');
  });

  test('the same wish again changes nothing', () => {
    const update = planRouting(BEN, true);
    expect(wishRouting(update, 'applied', { ...BEN })).toBe(update);
  });

  test('a system that is not connected is never touched, whatever is wished', () => {
    const update = wishRouting(planRouting(BEN, false), 'reverted');
    expect([update.state, isRoutingSettled(update)]).toEqual(['unsupported', true]);
  });

  test('set again after it was taken back: looked at afresh', () => {
    const reverted = wishRouting(planRouting(BEN, true), 'reverted');
    expect(wishRouting(reverted, 'applied')).toMatchObject({ state: 'planned', prior: null, ours: [] });
  });

  test('a person may ask to look again; what is settled stays', () => {
    const conflict = { ...planRouting(BEN, true), state: 'conflict', wish: 'reverted', prior: { value: ANA } } as const;
    expect(retryRouting(conflict).state).toBe('reverting');
    const applied = { ...conflict, state: 'applied' } as const;
    expect(retryRouting(applied)).toBe(applied);
  });
});

describe('faults', () => {
  test('after five in a row people are told, and it is still tried', () => {
    let update: RoutingProgress = planRouting(BEN, true);
    for (let n = 1; n < FAULTS_UNTIL_FAILED; n++) update = onRoutingFault(update);
    expect(update.state).toBe('planned');
    update = onRoutingFault(update);
    expect([update.state, isRoutingSettled(update)]).toEqual(['failed', false]);
    expect(onRoutingRead(update, BEN).update).toMatchObject({ state: 'applied', faults: 0 });
  });

  test('pauses grow to an hour', () => {
    const now = Temporal.Instant.from('2026-07-06T10:00:00Z');
    const minutes = [1, 2, 3, 4, 7, 50].map((faults) => now.until(routingRetryAt({ faults }, now)).total('minutes'));
    expect(minutes).toEqual([1, 2, 4, 8, 60, 60]);
  });
});
