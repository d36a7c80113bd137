test('domain loads where Temporal is missing, as in browsers without it', async () => {
  const kept = Object.getOwnPropertyDescriptor(globalThis, 'Temporal');
  Reflect.deleteProperty(globalThis, 'Temporal');
  try {
    expect('Temporal' in globalThis).toBe(false);
    const domain = await import('./index.js');
    expect(domain.nextEscalationStatuses('open')).toEqual(['investigating', 'resolved']);
    expect(domain.isTimeZone('Europe/Lisbon')).toBe(true);
  } finally {
    if (kept) Object.defineProperty(globalThis, 'Temporal', kept);
  }
});
