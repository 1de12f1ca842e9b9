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

/** A type as it is written, or the options of the objects that may stand for an option: one, a list, or by key. */
export type OptionType =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "named"; readonly name: string }
  | { readonly kind: "object" | "list" | "record"; readonly options: readonly Option[] };

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

  /** The options of one of the types. */
  optionsOf(place: TypePlace): Option[] {
    return this.options(this.find(place));
  }

  private find({ file, type }: TypePlace): ts.Type {
    const source = this.program.getSourceFile(join(this.root, file));
    const module = source && this.checker.getSymbolAtLocation(source);
    const found = module && this.checker.getExportsOfModule(module).find(({ name }) => name === type);
    if (!found) throw new Error(`${file} exports no type ${type}`);
    return this.checker.getDeclaredTypeOfSymbol(found);
  }

  private options(type: ts.Type): Option[] {
    return this.checker.getPropertiesOfType(type).map((property) => {
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

  private typesOf(type: ts.Type): OptionType[] {
    const members = type.isUnion() ? type.types : [type];
    if (!members.some((member) => this.nested(member))) return [this.text(type)];
    const types = members.map((member) => this.nested(member) ?? this.text(member));
    // A union has true and false where boolean was written.
    const words = types.map((one) => (one.kind === "text" ? one.text : ""));
    if (!words.includes("true") || !words.includes("false")) return types;
    return [{ kind: "text", text: "boolean" }, ...types.filter((_, i) => !/^(true|false)$/.test(words[i] as string))];
  }

  private nested(type: ts.Type): OptionType | undefined {
    const name = this.places.get(type);
    if (name !== undefined) return { kind: "named", name };
    if (this.checker.isArrayType(type)) {
      const [element] = this.checker.getTypeArguments(type as ts.TypeReference);
      return element && this.isOurs(element) ? { kind: "list", options: this.options(element) } : undefined;
    }
    const value = type.getStringIndexType();
    if (value) return this.isOurs(value) ? { kind: "record", options: this.options(value) } : undefined;
    return this.isOurs(type) ? { kind: "object", options: this.options(type) } : undefined;
  }

  /** Whether it is an object whose properties our own sources declare: a RegExp or a Date is not. */
  private isOurs(type: ts.Type): boolean {
    const properties = type.getFlags() & ts.TypeFlags.Object ? this.checker.getPropertiesOfType(type) : [];
    const declarations = properties.flatMap((property) => property.declarations ?? []);
    if (properties.length === 0 || type.getCallSignatures().length > 0) return false;
    return declarations.every((node) => !node.getSourceFile().fileName.includes("/node_modules/"));
  }

  private text(type: ts.Type): OptionType {
    return { kind: "text", text: this.checker.typeToString(type, undefined, ts.TypeFormatFlags.NoTruncation) };
  }
}
