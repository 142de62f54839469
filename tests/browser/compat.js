// Lists what style sheets and scripts use that the oldest supported browsers lack, by MDN's tables.
//
// 1. `styleFeatures` and `scriptFeatures` name the features of a node.
// 2. `support` looks up the version of each browser that brought a feature.
// 3. A feature is guarded if every version of every browser that passes the conditions around it (`@supports`, `@media`,
//    `if (…)`) has the feature.
import bcd from '@mdn/browser-compat-data' with { type: 'json' };
import * as acorn from 'acorn';
import { fullAncestor } from 'acorn-walk';
import * as csstree from 'css-tree';

/** The oldest version of each browser that pages are made for. */
export const FLOOR = {
  chrome: 109, chrome_android: 109, firefox: 115, firefox_android: 115, safari: 15.4, safari_ios: 15.4, samsunginternet_android: 18,
};
const BROWSERS = Object.keys(FLOOR);

/** Features that may be missing without harm, each with what a reader gets instead. */
const EXTRAS = {
  '@page': 'paper keeps the margins of the print dialog',
  '@bottom-right': 'paper has no page numbers',
  'break-after: avoid': 'a heading may be the last line of a page',
  'cursor: pointer': 'a finger has no cursor',
  'cursor: default': 'a finger has no cursor',
  outline: 'Safari before 16.4 draws it without round corners',
};

/** The version from which a browser has a feature, under its own name or one of `prefixes`; never is infinite. */
const since = (compat, browser, prefixes = []) => {
  const statements = [compat.support[browser] ?? []].flat();
  const versions = statements
    .filter((one) => one.version_added && !one.version_removed && !one.flags && !one.alternative_name)
    .filter(({ prefix }) => !prefix || prefixes.includes(prefix))
    .map(({ version_added: version }) => (version === true ? 0 : Number.parseFloat(version.replace('≤', ''))));
  return Math.min(Infinity, ...versions.map((version) => (Number.isNaN(version) ? Infinity : version)));
};
const support = (compats, prefixes) =>
  Object.fromEntries(BROWSERS.map((browser) => [browser, Math.min(...compats.map((compat) => since(compat, browser, prefixes)))]));

/** The complaint about a feature if a browser may meet it without having it; `conditions` are versions that got there. */
const fault = ({ name, at, versions }, conditions) => {
  const lacking = BROWSERS.filter((browser) => !Object.hasOwn(EXTRAS, name)
    && versions[browser] > Math.max(FLOOR[browser], ...conditions.map((condition) => condition[browser])));
  const needs = lacking.map((browser) => `${browser} ${Number.isFinite(versions[browser]) ? versions[browser] : 'lacks it'}`);
  return lacking.length ? [`${at} ${name} needs ${needs.join(', ')}`] : [];
};
/** The versions from which browsers have all of these features. */
const all = (features) => Object.fromEntries(BROWSERS.map((browser) => [browser, Math.max(0, ...features.map(({ versions }) => versions[browser]))]));
const NOTHING = Object.fromEntries(BROWSERS.map((browser) => [browser, 0]));

// Style sheets

const { properties, selectors, types, 'at-rules': atRules } = bcd.css;
const functions = new Map();
const collect = (tree) => {
  for (const [name, inner] of Object.entries(tree)) {
    if (name === '__compat' || !inner || typeof inner !== 'object') continue;
    if (inner.__compat && !functions.has(name)) functions.set(name, inner);
    collect(inner);
  }
};
for (const type of ['color', 'gradient', 'image', 'transform-function', 'filter-function', 'easing-function', 'basic-shape']) collect(types[type] ?? {});
for (const [name, inner] of Object.entries(types)) if (inner.__compat) functions.set(name, inner);
const UNITS = { d: 'viewport_percentage_units_dynamic', s: 'viewport_percentage_units_small', l: 'viewport_percentage_units_large' };

const isVendor = (name) => /^-\w/.test(name);

/** The features of one node of a style sheet; `block` is the declarations that it is among. */
const styleFeatures = (node, declaration, block) => {
  const at = node.loc ? `${node.loc.start.line}:${node.loc.start.column}` : '';
  const feature = (name, tree, prefixes) => (tree?.__compat ? [{ name, at, versions: support([tree.__compat], prefixes) }] : []);
  const { type, name } = node;
  if (type === 'Declaration' && !node.property.startsWith('--') && !isVendor(node.property)) {
    const prefixes = (block ?? []).map((other) => /^(-\w+-)(.*)/.exec(other)).filter((match) => match?.[2] === node.property);
    return feature(node.property, properties[node.property], prefixes.map(([, prefix]) => prefix));
  }
  if (type === 'Identifier' && declaration && Object.hasOwn(properties[declaration] ?? {}, name)) {
    return feature(`${declaration}: ${name}`, properties[declaration][name]);
  }
  if (type === 'Function' && !isVendor(name)) {
    const relative = node.children.first?.type === 'Identifier' && node.children.first.name === 'from';
    return relative ? feature(`${name}(from …)`, functions.get(name)?.relative_syntax) : feature(`${name}()`, functions.get(name));
  }
  if (type === 'Dimension') {
    const viewport = /^([dsl])v(h|w|i|b|min|max)$/.exec(node.unit);
    const container = /^cq(h|w|i|b|min|max)$/.test(node.unit) && 'container_query_length_units';
    return feature(node.unit, types.length[viewport ? UNITS[viewport[1]] : container || node.unit]);
  }
  if (/^Pseudo(Class|Element)Selector$/.test(type) && !isVendor(name)) {
    const several = name === 'not' && node.children?.first?.children?.size > 1;
    return feature(`:${name}()`, several ? selectors.not.selector_list : selectors[name]);
  }
  if (type === 'NestingSelector') return feature('&', selectors.nesting);
  if (type === 'FeatureRange') return feature('media range', atRules.media.range_syntax);
  if (type === 'Atrule' && !isVendor(name)) return feature(`@${name}`, atRules[name] ?? atRules.page[`at_${name}`]);
  return [];
};
const featuresIn = (tree) => {
  const features = [];
  csstree.walk(tree, {
    enter(node) {
      features.push(...styleFeatures(node, this.declaration?.property));
    },
  });
  return features;
};

/** The versions from which browsers may apply the rules inside an at-rule. */
const asked = ({ name, prelude }) => {
  if (!prelude || /\b(not|or)\b/.test(csstree.generate(prelude))) return NOTHING;
  if (name === 'supports') return all(featuresIn(prelude));
  if (name !== 'media') return NOTHING;
  // A query for an unknown feature never matches
  const features = [];
  csstree.walk(prelude, ({ type, name: feature }) => {
    const tree = type === 'Feature' && atRules.media[feature.replace(/^(min|max)-/, '')];
    if (tree?.__compat) features.push({ versions: support([tree.__compat]) });
  });
  return all(features);
};

export const unguardedInStyle = (text) => {
  const faults = [];
  const conditions = [];
  const blocks = [];
  let inRules = 0;
  let inPrelude = 0;
  const tree = csstree.parse(text, {
    positions: true,
    parseCustomProperty: true,
    onParseError: ({ message, line, column }) => faults.push(`${line}:${column} this is a nested rule without & or an error: ${message}`),
  });
  csstree.walk(tree, {
    enter(node) {
      if (node.type === 'AtrulePrelude') inPrelude += this.atrule.name === 'supports';
      if (node.type === 'Block') blocks.push(node.children.toArray().map(({ property }) => property).filter(Boolean));
      if (node.type === 'Rule' && inRules++) faults.push(...fault({ name: '&', at: `${node.loc.start.line}:${node.loc.start.column}`, versions: support([selectors.nesting.__compat]) }, conditions));
      // A condition only asks for a feature
      if (!inPrelude) faults.push(...styleFeatures(node, this.declaration?.property, blocks.at(-1)).flatMap((feature) => fault(feature, conditions)));
      if (node.type === 'Atrule') conditions.push(asked(node));
    },
    leave(node) {
      if (node.type === 'AtrulePrelude') inPrelude -= this.atrule.name === 'supports';
      if (node.type === 'Block') blocks.pop();
      if (node.type === 'Rule') inRules--;
      if (node.type === 'Atrule') conditions.pop();
    },
  });
  return faults;
};

// Scripts

/**
 * The members of built-in objects and interfaces: all of them as `Object.name`, and as `name` those of objects that every
 * browser has. A newer object cannot be reached without its own name.
 */
const members = new Map();
const add = (name, compat) => members.set(name, [...(members.get(name) ?? []), compat]);
const isOld = ({ __compat: compat }) => compat && BROWSERS.every((browser) => since(compat, browser) <= FLOOR[browser]);
for (const [object, tree] of [...Object.entries(bcd.javascript.builtins), ...Object.entries(bcd.javascript.builtins.Intl), ...Object.entries(bcd.api)]) {
  for (const [key, inner] of Object.entries(tree)) {
    if (!inner?.__compat) continue;
    const name = key.replace(/_static$/, '');
    if (name === object) add(`${object}()`, inner.__compat);
    else if (/_/.test(name)) continue;
    else {
      add(`${object}.${name}`, inner.__compat);
      if (isOld(tree)) add(name, inner.__compat);
    }
  }
}
const SELECTING = /^(querySelector(All)?|matches|closest|all)$/;

const scriptFeatures = (node, ancestors) => {
  const parent = ancestors.at(-2);
  const at = `${node.loc.start.line}:${node.loc.start.column + 1}`;
  const feature = (name, compats) => (compats?.length ? [{ name, at, versions: support(compats), node }] : []);
  const tree = (name, found) => feature(name, found && [found.__compat]);
  if (node.type === 'MemberExpression' && !node.computed && node.object.property?.name !== 'dataset') {
    const own = node.object.type === 'Identifier' && `${node.object.name}.${node.property.name}`;
    return own && members.has(own) ? feature(own, members.get(own)) : feature(node.property.name, members.get(node.property.name));
  }
  // `Object.assign(element, { … })`, `make('p', { … })`
  const given = ancestors.at(-3);
  if (node.type === 'Property' && given?.type === 'CallExpression' && given.arguments[1] === parent && /^(assign|make)$/.test((given.callee.property ?? given.callee).name)) {
    return feature(node.key.name, members.get(node.key.name));
  }
  if (node.type === 'NewExpression' && node.callee.type === 'Identifier') return feature(`${node.callee.name}()`, members.get(`${node.callee.name}()`));
  if (node.type === 'StaticBlock') return tree('static block', bcd.javascript.classes.static.initialization_blocks);
  if (node.type === 'Literal' && node.regex) {
    const { pattern, flags } = node.regex;
    return [
      ...(/\(\?<[=!]/.test(pattern) ? tree('lookbehind', bcd.javascript.regular_expressions.lookbehind_assertion) : []),
      ...(/\(\?[a-z-]+:/.test(pattern) ? tree('modifier', bcd.javascript.regular_expressions.modifier) : []),
      ...(flags.includes('v') ? tree('unicodeSets', bcd.javascript.builtins.RegExp.unicodeSets) : []),
      ...(flags.includes('d') ? tree('hasIndices', bcd.javascript.builtins.RegExp.hasIndices) : []),
    ];
  }
  const called = parent?.type === 'CallExpression' && parent.arguments[0] === node && (parent.callee.property ?? parent.callee).name;
  if (called && SELECTING.test(called)) {
    const text = node.type === 'TemplateLiteral' ? node.quasis.map(({ value }) => value.cooked).join('x') : node.value;
    if (typeof text !== 'string') return [];
    return featuresIn(csstree.parse(text, { context: 'selectorList', onParseError() {} })).map((one) => ({ ...one, at, node }));
  }
  return [];
};

/** Whether a script asks for a feature before it uses it. */
const isAsked = ({ name, node }, ancestors) => {
  const last = name.split('.').at(-1).replace('()', '');
  const mentions = (test) => {
    let found = false;
    fullAncestor(test, ({ type, name: identifier, value, property }) => {
      found ||= (type === 'Identifier' ? identifier : type === 'Literal' ? value : property?.name) === last;
    });
    return found;
  };
  const parent = ancestors.at(-2);
  // `object.name?.`
  if (parent?.type === 'MemberExpression' && parent.object === node && parent.optional) return true;
  if (parent?.type === 'CallExpression' && parent.callee === node && parent.optional) return true;
  return ancestors.some((ancestor, index) => {
    const inside = ancestors[index + 1];
    if (ancestor.type === 'IfStatement' || ancestor.type === 'ConditionalExpression') {
      return (inside === ancestor.consequent && mentions(ancestor.test)) || (ancestor.test === node);
    }
    if (ancestor.type === 'LogicalExpression' && ancestor.operator === '&&') {
      return (inside === ancestor.right && mentions(ancestor.left)) || ancestor.left === node;
    }
    return false;
  });
};

export const unguardedInScript = (text) => {
  const faults = [];
  const tree = acorn.parse(text, { ecmaVersion: 'latest', locations: true });
  const seen = new Set();
  fullAncestor(tree, (node, _, ancestors) => {
    if (seen.has(node)) return;
    seen.add(node);
    for (const feature of scriptFeatures(node, ancestors)) {
      if (!isAsked(feature, ancestors)) faults.push(...fault(feature, []));
    }
  });
  return faults;
};
