import { join } from "node:path";
import ts from "typescript";

/** One option of a type, in the words of its doc comment. */
export interface Option {
  readonly name: string;
  readonly required: boolean;
  readonly meaning: string;
  /** The text of `@default`. */
  readonly standard?: string;
  /** What may stand for it. */
  readonly types: readonly OptionType[];
}

/** A type as it is written, the name of a type that is shown, an object with options, or a list or record of such. */
export type OptionType =
  | { readonly kind: "text" | "named"; readonly text: string }
  | { readonly kind: "object"; readonly options: readonly Option[] }
  | { readonly kind: "list" | "record"; readonly of: readonly OptionType[] };

/** An exported type, by its file from the root. */
export interface TypePlace {
  readonly file: string;
  readonly type: string;
}

/** Reads the options of exported types with the compiler, so that inferred types work like written ones. */
export class OptionTypes {
  private readonly root: string;
  private readonly program: ts.Program;
  private readonly checker: ts.TypeChecker;
  private readonly places: ReadonlyMap<ts.Type, string>;

  /**
   * @param root folder of `tsconfig.json`
   * @param places the types that are shown; where one is an option of another, only its name stands there
   * @throws Error where a file does not export its type
   */
  constructor(root: string, places: readonly TypePlace[]) {
    this.root = root;
    const { config } = ts.readConfigFile(join(root, "tsconfig.json"), ts.sys.readFile);
    const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, root);
    const files = places.map(({ file }) => join(root, file));
    this.program = ts.createProgram(files, options);
    this.checker = this.program.getTypeChecker();
    this.places = new Map(places.map((place) => [this.find(place), place.type]));
  }

  /** The options of one of the types, without those that it has from a type that is shown before it. */
  optionsOf(place: TypePlace): Option[] {
    const type = this.find(place);
    const types = [...this.places.keys()];
    const before = new Set(types.slice(0, types.indexOf(type)).flatMap((one) => this.declarations(one)));
    return this.options(type, (property) => !property.declarations?.some((node) => before.has(node)));
  }

  private declarations(type: ts.Type): ts.Declaration[] {
    return this.checker.getPropertiesOfType(type).flatMap(({ declarations = [] }) => declarations);
  }

  private find({ file, type }: TypePlace): ts.Type {
    const source = this.program.getSourceFile(join(this.root, file));
    const module = source && this.checker.getSymbolAtLocation(source);
    const found = module && this.checker.getExportsOfModule(module).find(({ name }) => name === type);
    if (!found) throw new Error(`${file} exports no type ${type}`);
    return this.checker.getDeclaredTypeOfSymbol(found);
  }

  private options(type: ts.Type, wanted: (property: ts.Symbol) => boolean = () => true): Option[] {
    return this.checker
      .getPropertiesOfType(type)
      .filter(wanted)
      .map((property) => {
        const standard = property.getJsDocTags(this.checker).find(({ name }) => name === "default");
        return {
          name: property.name,
          required: (property.flags & ts.SymbolFlags.Optional) === 0,
          meaning: ts.displayPartsToString(property.getDocumentationComment(this.checker)),
          ...(standard && { standard: ts.displayPartsToString(standard.text) }),
          types: this.typesOf(this.checker.getNonNullableType(this.checker.getTypeOfSymbol(property))),
        };
      });
  }

  private typesOf(type: ts.Type): readonly OptionType[] {
    const members = type.isUnion() ? type.types : [type];
    const types = members.map((member) => this.nested(member));
    if (types.every((one) => one === undefined)) return [this.text(type)];
    // A union has true and false where boolean was written.
    const written = members.map((member) => this.text(member).text.replace(/^true$/, "boolean"));
    return types
      .map((one, i) => one ?? { kind: "text" as const, text: written[i] as string })
      .filter((one) => one.kind !== "text" || one.text !== "false");
  }

  private nested(type: ts.Type): OptionType | undefined {
    const name = this.places.get(type);
    if (name !== undefined) return { kind: "named", text: name };
    const [element] = this.checker.isArrayType(type) ? this.checker.getTypeArguments(type as ts.TypeReference) : [];
    const inner = element ?? type.getStringIndexType();
    if (inner) {
      const of = this.typesOf(inner);
      return of.every(({ kind }) => kind === "text") ? undefined : { kind: element ? "list" : "record", of };
    }
    return this.isOurs(type) ? { kind: "object", options: this.options(type) } : undefined;
  }

  /** Whether it is an object whose properties our own sources declare: a RegExp or a Date is not. */
  private isOurs(type: ts.Type): boolean {
    const properties = type.getFlags() & ts.TypeFlags.Object ? this.checker.getPropertiesOfType(type) : [];
    const declarations = properties.flatMap((property) => property.declarations ?? []);
    if (properties.length === 0 || type.getCallSignatures().length > 0) return false;
    return declarations.every((node) => !node.getSourceFile().fileName.includes("/node_modules/"));
  }

  private text(type: ts.Type): { kind: "text"; text: string } {
    return { kind: "text", text: this.checker.typeToString(type, undefined, ts.TypeFormatFlags.NoTruncation) };
  }
}
