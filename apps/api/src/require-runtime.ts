/**
 * The first import of every program: modules that follow use Temporal while they load, and would end in a ReferenceError that
 * tells nobody what to do. Ends with 78 (EX_CONFIG) and one line on an older Node. Imports nothing, so that it runs first.
 */
if (!('Temporal' in globalThis)) {
  process.stderr.write(
    `understudy: Node 26 is needed (this is ${process.versions.node}); use \`npm run ...\` or \`npx node ...\`, which take the one that comes with the project\n`,
  );
  process.exit(78);
}

export {};
