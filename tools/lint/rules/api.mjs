import { importRule, insideApi, moduleOf } from './imports.mjs';

export const moduleDoor = importRule('A module of the API is entered by its index.ts only.', ({ target, file }) => {
  const entered = target && moduleOf(target);
  if (!entered || entered === moduleOf(file)) return null;
  if (insideApi(target) === `modules/${entered}/index.js`) return null;
  return `Enter modules/${entered} by its index.js: what that does not export is its own business.`;
});

export const platformKnowsNoModule = importRule('platform/ knows no business word.', ({ target, file }) =>
  insideApi(file)?.startsWith('platform/') && target && moduleOf(target)
    ? 'platform/ is imported by modules and imports none: turn the dependency round.'
    : null,
);

export const controllerImports = importRule('A controller knows its service, not tables.', ({ source }) =>
  /\.(repository|entity|records)(\.js)?$/.test(source) || source === 'typeorm'
    ? 'A controller imports no repository and no entity: ask the service.'
    : null,
);

export const serviceImports = importRule('Services do not know HTTP.', ({ source, names }) =>
  source === '@nestjs/common' && names.some((name) => /Exception$|^HttpStatus$/.test(name))
    ? 'Throw a DomainError with a code of the error table; one filter turns it into HTTP.'
    : null,
);
