// The workspace's own lint rules, for what the architecture demands and no ready rule can say. Where each one holds is
// decided in oxlint.config.mjs; tests/workspace/lint.spec.ts plants a violation for every one.
import { controllerImports, moduleDoor, platformKnowsNoModule, serviceImports } from './rules/api.mjs';
import { addonServices, noNodeBuiltins, typesOnly } from './rules/libraries.mjs';
import { databaseDoor, noTypeParser, productTimeInSql } from './rules/database.mjs';
import { environmentDoor, noWallClock } from './rules/surroundings.mjs';

export default {
  meta: { name: 'understudy' },
  rules: {
    'addon-services': addonServices,
    'controller-imports': controllerImports,
    'database-door': databaseDoor,
    'environment-door': environmentDoor,
    'module-door': moduleDoor,
    'no-node-builtins': noNodeBuiltins,
    'no-type-parser': noTypeParser,
    'no-wall-clock': noWallClock,
    'platform-knows-no-module': platformKnowsNoModule,
    'product-time-in-sql': productTimeInSql,
    'service-imports': serviceImports,
    'types-only': typesOnly,
  },
};
