package org.isoflop.architecture;

/** Which parameters somebody means by N. */
public enum Counted {
    TOTAL("total", "all parameters"),
    WITHOUT_EMBEDDINGS("without-embeddings", "parameters without embeddings"),
    ACTIVE("active", "parameters that a token passes");

    private final String id;
    private final String description;

    Counted(String id, String description) {
        this.id = id;
        this.description = description;
    }

    /** How it is called in options. */
    public String id() {
        return id;
    }

    /** In words. */
    public String description() {
        return description;
    }

    /** Of a model. */
    public long of(ParameterCount count) {
        return switch (this) {
            case TOTAL -> count.total();
            case WITHOUT_EMBEDDINGS -> count.withoutEmbeddings();
            case ACTIVE -> count.active();
        };
    }
}
